import { defineConfig } from "@playwright/test";
import type { TestFixtures, WorkerFixtures } from "cis2-testkit/playwright";

const port = Number(process.env["CIS2_PORT"] ?? 4100);

export default defineConfig<TestFixtures, WorkerFixtures>({
  testMatch: "known-port.spec.ts",
  workers: 1,
  use: { cis2Options: { networks: { internet: { port } } } },
});
