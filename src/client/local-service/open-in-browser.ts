import { spawn } from "node:child_process";

const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
  darwin: ["open"],
};

/**
 * Opens an address in the person's own browser. `failed` is called where that cannot be done, as on a machine without
 * a desktop.
 */
export function openInBrowser(url: string, failed: (error: Error) => void): void {
  const [command = "", ...before] = openers[process.platform] ?? ["xdg-open"];
  const opener = spawn(command, [...before, url], { stdio: "ignore", detached: true });
  opener.once("error", failed);
  opener.once("exit", (code) => {
    if (code !== 0 && code !== null) failed(new Error(`${command} ended with ${code}`));
  });
  opener.unref();
}
