import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runFeatures } from "../src/conformance/index.ts";
import { assertionChecks } from "../src/fake-cis2/index.ts";

/** The scenario that detects each omission, listed to avoid running all of them (a minute). */
const foundOutBy: Readonly<Record<string, string>> = {
  checkClientSupported: "AGENT-02",
  checkNotBefore: "EXPIRY-04",
  checkNotAfter: "EXPIRY-02",
  checkRevocation: "AUTHORITY-04",
  checkUserKnown: "REFUSED-01",
  checkUserActive: "REFUSED-02",
  checkCardState: "AUTHORITY-03",
};

describe("a fake CIS2 that leaves out one check of the assertion is found out by a scenario", () => {
  for (const { name } of assertionChecks) {
    it(name, async () => {
      const results = await runFeatures({
        tags: `@id:${foundOutBy[name] ?? "ASSERTION-01"}`,
        failFast: true,
        worldParameters: { target: "virtual", leaveOutCheck: name },
      });
      assert.ok(
        results.some(({ verdict }) => verdict === "failed"),
        `no scenario misses ${name}`,
      );
    });
  }
});
