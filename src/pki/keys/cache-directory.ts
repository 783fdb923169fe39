import { join } from "node:path";
import { userFolder } from "../../foundation/user-folder.ts";

/** Where generated things are kept between runs: `$CIS2_TESTKIT_CACHE`, else the platform's cache directory of the user. */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const chosen = env["CIS2_TESTKIT_CACHE"];
  if (chosen) return chosen;
  if (platform === "win32" && env["LOCALAPPDATA"]) return join(env["LOCALAPPDATA"], "cis2-testkit", "Cache");
  if (platform === "darwin") return userFolder("Library", "Caches", "cis2-testkit");
  if (env["XDG_CACHE_HOME"]) return join(env["XDG_CACHE_HOME"], "cis2-testkit");
  return userFolder(".cache", "cis2-testkit");
}
