import assert from "node:assert/strict";
import { it } from "node:test";
import { isTestkitError } from "../../../foundation/errors/testkit-error.ts";
import { startChromium } from "./chromium.ts";

const refusedWith = (message: RegExp) => (error: unknown) =>
  isTestkitError(error, "DRIVER_MISSING") && message.test(error.message);

it("says that playwright-core has to be installed", async () => {
  const load = () => Promise.reject(new Error("Cannot find package 'playwright-core'"));
  await assert.rejects(startChromium(undefined, load), refusedWith(/npm install --save-dev playwright-core/));
});

it("says that there is no such Chromium", async () => {
  await assert.rejects(startChromium("/no/such/chromium"), refusedWith(/there is no program \/no\/such\/chromium/));
});
