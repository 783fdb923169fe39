import { defineConfig } from "@playwright/test";

// CHROMIUM is the path of a browser that is on the machine already; Playwright's own is used unless it is set.
const { CHROMIUM: executablePath } = process.env;

export default defineConfig({
  testMatch: "*.spec.ts",
  workers: 1,
  reporter: "line",
  use: executablePath === undefined ? {} : { launchOptions: { executablePath } },
});
