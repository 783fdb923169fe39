import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { skipWithout } from "./skip-without.ts";

const named = process.env["CHROMIUM"] ?? "";

/** The browser of this machine as people have it, with windows, profiles and smartcards. */
export const wholeBrowser = [named, "/usr/bin/chromium", "/usr/bin/google-chrome"].find(existsSync);

/** For tests without a window: Playwright's own choice, which needs half of the processor time, if it is installed. */
export const executablePath = [named, "/usr/lib/chromium/chromium-headless-shell", wholeBrowser ?? ""].find(existsSync);

/** For a test's `skip` option. */
export function skipWithoutBrowser(): string | false {
  return skipWithout(executablePath === undefined ? "no Chromium is installed; CHROMIUM can name one" : undefined);
}

/** A headless Chromium in which every name but those of this machine leads nowhere, or where `hosts` says. */
export function startBrowser(hosts: Readonly<Record<string, string>> = {}): Promise<Browser> {
  const rules = Object.entries(hosts).map(([name, address]) => `MAP ${name} ${address}`);
  return chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-dev-shm-usage",
      `--host-resolver-rules=${[...rules, "MAP * ~NOTFOUND", "EXCLUDE localhost", "EXCLUDE 127.0.0.1"].join(", ")}`,
    ],
  });
}
