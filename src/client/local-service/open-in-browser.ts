import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childEnvironment } from "../../foundation/child-environment.ts";

const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
  darwin: ["open"],
};

/**
 * Opens the address of a passcode window in the person's own browser. All users of a machine can read the arguments of its
 * programs, and the address is what protects the window: so the browser is given a file that only this user can read.
 * `failed` is called if that cannot be done, as on a machine without a desktop.
 */
export function openInBrowser(url: string, failed: (error: Error) => void): void {
  const [command = "", ...before] = openers[process.platform] ?? ["xdg-open"];
  let address: string;
  try {
    address = process.platform === "win32" ? url : redirectingFile(url);
  } catch (error) {
    failed(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  const opener = spawn(command, [...before, address], { stdio: "ignore", detached: true, env: childEnvironment() });
  opener.once("error", failed);
  opener.once("exit", (code) => {
    if (code !== 0 && code !== null) failed(new Error(`${command} ended with ${code}`));
  });
  opener.unref();
}

let folder: string | undefined;
let files = 0;

/** Browsers need some time to start, so the files are there until this process ends. */
function redirectingFile(url: string): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), "cis2-testkit-window-"));
    process.once("exit", () => {
      rmSync(made, { recursive: true, force: true });
    });
    folder = made;
  }
  const file = join(folder, `${++files}.html`);
  const target = new URL(url).href.replaceAll("&", "&amp;").replaceAll('"', "%22");
  writeFileSync(
    file,
    `<!doctype html>\n<meta charset="utf-8">\n<title>Smartcard</title>\n<meta http-equiv="refresh" content="0; url=${target}">\n` +
      `<p><a href="${target}">Open the passcode window</a></p>\n`,
    { mode: 0o600, flag: "wx" },
  );
  return file;
}
