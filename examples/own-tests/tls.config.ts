import { defineConfig } from "@playwright/test";

export default defineConfig({
  testMatch: "tls.spec.ts",
  reporter: "line",
  workers: 1,
  timeout: 120_000,
});
