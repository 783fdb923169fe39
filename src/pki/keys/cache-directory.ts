import { cachePlace } from "../../../bin/compile-cache.js";
import { userFolder } from "../../foundation/user-folder.ts";

/** Where generated things are kept between runs: `$CIS2_TESTKIT_CACHE`, else the platform's cache directory of the user. */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const place = cachePlace(env, platform);
  return "folder" in place ? place.folder : userFolder(...place.belowHome);
}
