import { defineConfig } from "@playwright/test";

// CHROMIUM is the path of a browser on this computer. Without it, Playwright uses its own browser.
const { CHROMIUM: executablePath } = process.env;

export default defineConfig({
  testMatch: ["sign-in.spec.ts", "people.spec.ts"],
  reporter: "line",
  expect: { timeout: 20_000 },
  use: executablePath === undefined ? {} : { launchOptions: { executablePath } },
});
