import { ok, problem, type Finding } from "../finding.ts";
import type { Machine } from "../machine.ts";

const check = "Old software";
/** The NHS page "Smartcard software for authentication via the internet" wants both removed before its installer runs. */
const oldNames = /identity ?agent|ncrs ?auth|credential ?management|(hscic|nhs)[ -]?ia\b/i;
const cure =
  "Remove NHS Identity Agent and NHS Credential Management: they take the card and the ports for themselves.";

export async function oldSoftware(machine: Machine): Promise<Finding> {
  const [running, installed] = await Promise.all([machine.runningPrograms(), machine.installedPrograms()]);
  const found = (names: readonly string[]) => [...new Set(names.filter((name) => oldNames.test(name)))];
  const [runs, stands] = [found(running), found(installed)];
  if (runs.length > 0) return problem(check, `running: ${runs.join(", ")}`, cure);
  if (stands.length > 0) return problem(check, `installed: ${stands.join(", ")}`, cure);
  return ok(check, "no Identity Agent or Credential Management found");
}
