import assert from "node:assert/strict";
import { it } from "node:test";
import { isTestkitError } from "../../../foundation/errors/testkit-error.ts";
import { startChromium, usualPlaces } from "./chromium.ts";

const refusedWith = (message: RegExp) => (error: unknown) =>
  isTestkitError(error, "DRIVER_MISSING") && message.test(error.message);

it("says that playwright-core has to be installed", async () => {
  const load = () => Promise.reject(new Error("Cannot find package 'playwright-core'"));
  await assert.rejects(startChromium(undefined, load), refusedWith(/npm install --save-dev playwright-core/));
});

it("says that there is no such Chromium", async () => {
  await assert.rejects(startChromium("/no/such/chromium"), refusedWith(/there is no program \/no\/such\/chromium/));
});

it("knows where browsers are on Windows, on whichever drive, and on macOS", () => {
  const environment = { ProgramFiles: "D:\\Program Files", "ProgramFiles(x86)": "D:\\Program Files (x86)" };
  const onWindows = usualPlaces("win32", environment);
  assert.ok(onWindows.includes("D:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"));
  assert.equal(onWindows.at(-1), "D:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe");
  assert.ok(usualPlaces("darwin").includes("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));
});
