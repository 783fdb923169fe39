import { defineConfig } from "@playwright/test";
import { executablePath } from "../../src/foundation/testing/browser.ts";

export default defineConfig({
  testMatch: "*.spec.ts",
  workers: 1,
  reporter: "json",
  timeout: 60_000,
  expect: { timeout: 30_000 },
  use: executablePath === undefined ? {} : { launchOptions: { executablePath, args: ["--disable-gpu"] } },
});
