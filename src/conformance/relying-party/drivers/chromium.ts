import { existsSync } from "node:fs";
import { win32 } from "node:path";
import type { Browser, BrowserType } from "playwright-core";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";

/** Where a system has Chromium, Chrome or, as every Windows, Edge. */
export function usualPlaces(platform = process.platform, environment = process.env): readonly string[] {
  if (platform === "darwin") {
    const names = ["Chromium", "Google Chrome", "Microsoft Edge"];
    return names.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (platform !== "win32") return ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const folders = ["ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA"].flatMap((name) => environment[name] ?? []);
  const programs = [
    "Chromium\\Application\\chrome.exe",
    "Google\\Chrome\\Application\\chrome.exe",
    "Microsoft\\Edge\\Application\\msedge.exe",
  ];
  return programs.flatMap((program) => folders.map((folder) => win32.join(folder, program)));
}

// Who tests in a browser installs it; the testkit does without it.
const packageName = "playwright-core";

interface Playwright {
  readonly chromium: BrowserType;
}

/** Starts a headless Chromium. Rejects with DRIVER_MISSING, saying what has to be installed. */
export async function startChromium(
  named: string | undefined,
  load: () => Promise<unknown> = () => import(packageName),
): Promise<Browser> {
  const { chromium } = await playwright(load);
  const executablePath = named ?? [process.env["CHROMIUM"] ?? "", ...usualPlaces()].find((path) => existsSync(path));
  if (executablePath === undefined || !existsSync(executablePath)) {
    throw missing(
      named === undefined
        ? "there is no Chromium in the usual places; name one in relyingParty.chromium or CHROMIUM"
        : `there is no program ${named}`,
    );
  }
  // Chromium's sandbox does not work for root, whom containers often run as.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, chromiumSandbox: !isRoot });
}

async function playwright(load: () => Promise<unknown>): Promise<Playwright> {
  try {
    return (await load()) as Playwright;
  } catch (cause) {
    throw missing("the package playwright-core is not installed: npm install --save-dev playwright-core", cause);
  }
}

function missing(reason: string, cause?: unknown): TestkitError {
  return new TestkitError("DRIVER_MISSING", { driver: "browser", reason }, { cause });
}
