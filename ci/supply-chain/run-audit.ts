import { audit, auditExitCodes } from "./audit.ts";

// npm run audit:release: exits with 1 for grave advisories, and with 3 if the registry could not be asked for any.
const result = await audit();
if (result.outcome === "not-asked") {
  process.stderr.write(
    `NOT AUDITED: npm audit could not be asked (${result.reason}). Nothing is known of advisories.\n`,
  );
} else {
  const found = result.found.length > 0 ? result.found.join(", ") : "no advisory of high or critical severity";
  process.stdout.write(`${result.packages} packages audited: ${found}\n`);
}
process.exitCode = auditExitCodes[result.outcome];
