import { Command } from "commander";
import { exitCodes } from "../conformance/verdicts/exit-code.ts";
import { endWithoutReaders } from "./end-without-readers.ts";
import { print } from "./print.ts";
import { jsonText, lineOfText } from "../foundation/printable.ts";

interface Options {
  cis2?: string[];
  json: boolean;
}

const marks = { ok: "ok     ", warning: "WARNING", problem: "PROBLEM" };

/** `cis2-testkit doctor`: what on this machine would keep a sign-in from working, and what to do about it. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description("Check everything that a sign-in from this computer needs, and say how to fix what is wrong.")
    .option("--cis2 <url...>", "addresses of CIS2 that this computer must reach")
    .option("--json", "print the findings as JSON", false)
    .action(async ({ cis2 = [], json }: Options) => {
      const { examine } = await import("../client/index.ts");
      for (const address of cis2) await requireUrl(address);
      const findings = await examine({ cis2 });
      if (json) print(`${jsonText(findings, 2)}\n`);
      else {
        for (const { check, verdict, message, cure } of findings) {
          print(
            `${marks[verdict]}  ${lineOfText(check)}: ${lineOfText(message)}\n${cure === undefined ? "" : `         ${cure}\n`}`,
          );
        }
      }
      endWithoutReaders();
      if (findings.some(({ verdict }) => verdict === "problem")) process.exitCode = exitCodes.environmentNotReady;
    });
}

async function requireUrl(address: string): Promise<void> {
  if (/^https?:$/.test(URL.parse(address)?.protocol ?? "")) return;
  const { TestkitError } = await import("../foundation/errors/testkit-error.ts");
  throw new TestkitError("CONFIGURATION_INVALID", { setting: `--cis2 ${address}`, reason: "it is not an http(s) URL" });
}
