import { spawnSync } from "node:child_process";
import { skipWithout } from "../../src/foundation/testing/skip-without.ts";
import { skipWithoutBrowser } from "../../src/foundation/testing/browser.ts";

/** Put before a command: it gets a display, which nobody sees, on a free number. */
export const withDisplay = ["xvfb-run", "--auto-servernum"] as const;

/** What a browser with a card and a person at the keyboard takes, by Debian package. */
const programs = { "xvfb-run": "xvfb", xdotool: "xdotool", modutil: "libnss3-tools", "opensc-tool": "opensc" };

/** For a test's `skip` option. */
export function skipWithoutDisplay(): string | false {
  const missing = Object.entries(programs).find(([program]) => spawnSync("which", [program]).status !== 0);
  return skipWithoutBrowser() || skipWithout(missing && `the package ${missing[1]} is not installed`);
}
