import { join } from "node:path";
import { userFolder } from "../../foundation/user-folder.ts";

/** Where a run keeps what the next one has to know: `$CIS2_TESTKIT_STATE`, else the platform's folder for such files. */
export function stateDirectory(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const chosen = env["CIS2_TESTKIT_STATE"];
  if (chosen) return chosen;
  if (platform === "win32" && env["LOCALAPPDATA"]) return join(env["LOCALAPPDATA"], "cis2-testkit", "State");
  if (platform === "darwin") return userFolder("Library", "Application Support", "cis2-testkit");
  if (env["XDG_STATE_HOME"]) return join(env["XDG_STATE_HOME"], "cis2-testkit");
  return userFolder(".local", "state", "cis2-testkit");
}
