import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { isThorough } from "../../src/foundation/testing/thorough.ts";
import { judgeSystem } from "./systems/judge-system.ts";
import { systems } from "./systems/index.ts";

/** What is known of a system, each with the line of its code or configuration that is the reason. */
function expectedOutcomes(name: string): string {
  const file = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return fileURLToPath(new URL(`expected-outcomes/${file}.json`, import.meta.url));
}

/** Chromium takes minutes for a system: thorough runs alone see that both drivers say the same. */
const drivers = isThorough ? (["http", "browser"] as const) : (["http"] as const);

describe("the target relying-party, on systems of other people's making", { timeout: 3_600_000 }, () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "relying-parties-"));
  });
  after(() => rm(folder, { recursive: true }));

  for (const system of systems) {
    for (const driver of drivers) {
      it(
        `${system.name}, by the driver ${driver}: what is known, and nothing else`,
        { skip: system.missing ?? false },
        async () => {
          const expected = expectedOutcomes(system.name);
          const { report, exitCode } = await judgeSystem({ system, driver, expected, reportDir: join(folder, driver) });
          const unexpected = report.scenarios.filter((one) => !one.expected);
          assert.deepEqual(
            unexpected.map(({ id, example, verdict, reason }) => ({ id, example, verdict, reason })),
            [],
          );
          assert.equal(exitCode, 0);
          const failed = report.scenarios.filter(({ verdict }) => verdict === "failed").length;
          const known = JSON.parse(await readFile(expected, "utf8")) as object;
          assert.equal(failed, Object.keys(known).length, "an expected outcome names no scenario");
        },
      );
    }
  }
});
