// Runs the commands below and draws what they print, when they do: docs/images/terminal.svg. Run: npm run screenshots
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { terminalSvg, type TerminalEvent } from "./terminal-svg.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const commands = [
  "./cis2-testkit login --card series8 --persona two-roles --role 555010030001 | grep -v Issuer",
  "./cis2-testkit login --persona expired-certificate",
  './cis2-testkit conformance --tags "@req:NHS-20" | grep -E "NHS-20|scenarios"',
];
/** Time to read what a command printed before the next is typed; waits are no longer than that either. Milliseconds. */
const pause = 1500;

const events: TerminalEvent[] = [];
let now = 0;
for (const command of commands) {
  events.push({ at: now, text: `$ ${command}` });
  let last = performance.now();
  const child = spawn("bash", ["-c", `${command} 2>&1`], {
    cwd: root,
    env: { ...process.env, npm_config_loglevel: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    now += Math.min(performance.now() - last, pause);
    last = performance.now();
    events.push({ at: now, text: text.replace(/\n$/, "") });
  });
  await once(child, "close");
  events.push({ at: now, text: "" });
  now += pause;
}
await writeFile(`${root}docs/images/terminal.svg`, terminalSvg(events.slice(0, -1), 100));
