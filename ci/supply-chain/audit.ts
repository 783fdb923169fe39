import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { z } from "zod";

/** Severities that stop a release. */
const grave = ["high", "critical"] as const;

const reportSchema = z.object({
  vulnerabilities: z.record(z.string(), z.object({ severity: z.string(), isDirect: z.boolean() })),
  metadata: z.object({ dependencies: z.object({ total: z.int() }) }),
});
const failureSchema = z.object({ message: z.string() });

/** What `npm audit` had to say. */
export type Audit =
  | { readonly outcome: "clean" | "vulnerable"; readonly packages: number; readonly found: readonly string[] }
  | { readonly outcome: "not-asked"; readonly reason: string };

/** 0 for nothing grave; 3, not 0, if no registry could be asked: what was not audited has not passed. */
export const auditExitCodes: Readonly<Record<Audit["outcome"], number>> = { clean: 0, vulnerable: 1, "not-asked": 3 };

/** Asks the registry for advisories about all packages of the lock file; `options` are npm's own. */
export async function audit(...options: readonly string[]): Promise<Audit> {
  const cwd = fileURLToPath(new URL("../../", import.meta.url));
  try {
    return judgeAudit(
      (await promisify(execFile)("npm", ["audit", "--json", ...options], { cwd, maxBuffer: 1 << 26 })).stdout,
    );
  } catch (error) {
    // npm exits with 1 both for what it found and for what it could not ask: its output tells.
    const { stdout } = z.object({ stdout: z.string() }).parse(error);
    return judgeAudit(stdout);
  }
}

function judgeAudit(stdout: string): Audit {
  const json = parseJson(stdout);
  const report = reportSchema.safeParse(json);
  if (!report.success) {
    const reason = failureSchema.safeParse(json).data?.message ?? "npm gave no report";
    return { outcome: "not-asked", reason };
  }
  const { vulnerabilities, metadata } = report.data;
  const found = Object.entries(vulnerabilities)
    .filter(([, { severity }]) => grave.some((one) => one === severity))
    .map(([name, { severity }]) => `${name} (${severity})`);
  return { outcome: found.length > 0 ? "vulnerable" : "clean", packages: metadata.dependencies.total, found };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
