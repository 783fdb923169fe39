import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { childEnvironment } from "../../foundation/child-environment.ts";

/**
 * The program that opens an address in the person's own browser, and its arguments. All users of a machine can read the
 * arguments of its programs, and the address is what protects the window: so the browser is given a file that only this
 * user can read, but for Windows, where others see no arguments.
 */
export function openingCommand(url: string, platform = process.platform): [program: string, ...args: string[]] {
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler", url];
  return [platform === "darwin" ? "open" : "xdg-open", redirectingFile(url)];
}

/** Opens the address of a passcode window. `failed` is called if that cannot be done, as on a machine without a desktop. */
export function openInBrowser(url: string, failed: (error: Error) => void): void {
  let command: ReturnType<typeof openingCommand>;
  try {
    command = openingCommand(url);
  } catch (error) {
    failed(error as Error);
    return;
  }
  const [program, ...args] = command;
  const opener = spawn(program, args, { stdio: "ignore", detached: true, env: childEnvironment() });
  opener.once("error", failed);
  opener.once("exit", (code) => {
    if (code) failed(new Error(`${program} ended with ${code}`));
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
  const target = new URL(url).href.replaceAll("&", "&amp;");
  writeFileSync(
    file,
    `<!doctype html>\n<meta charset="utf-8">\n<title>Smartcard</title>\n<meta http-equiv="refresh" content="0; url=${target}">\n` +
      `<p><a href="${target}">Open the passcode window</a></p>\n`,
    { mode: 0o600 },
  );
  return file;
}
