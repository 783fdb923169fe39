import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { fileURLToPath } from "node:url";
import { keyOf } from "../../src/conformance/index.ts";
import { isThorough } from "../../src/foundation/testing/thorough.ts";
import { judgeSystem } from "./systems/judge-system.ts";
import { expressOpenIdConnect, systems } from "./systems/index.ts";
import { itUntilFailure } from "../../src/foundation/testing/until-failure.ts";

const it = itUntilFailure();

/** What is known of a system, each with the line of its code or configuration that is the reason. */
function expectedOutcomes(name: string): string {
  const file = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
  return fileURLToPath(new URL(`expected-outcomes/${file}.json`, import.meta.url));
}

type Driver = "http" | "browser";
/** Chromium takes minutes for a system: thorough runs alone see that both drivers say the same. */
const drivers: readonly Driver[] = isThorough ? ["http", "browser"] : ["http"];

describe("the target relying-party, on systems of other people's making", { timeout: 7_200_000 }, () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "relying-parties-"));
  });
  after(() => rm(folder, { recursive: true }));

  for (const driver of drivers) {
    it(`express-openid-connect by form_post, by the driver ${driver}: every answer comes, right or wrong`, async () => {
      const system = expressOpenIdConnect({ responseMode: "form_post" });
      const tags = "SIGNIN-01 FLOW-02 STATE-01 ISSUER-02 ERRORS-01 ERRORS-02".replaceAll(/(\S+)( |$)/g, "@id:RP-$1$2");
      const { report } = await judgeSystem({
        system,
        driver,
        reportDir: join(folder, "form_post"),
        tags: tags.replaceAll(" ", " or "),
      });
      const ran = report.scenarios.filter(({ verdict }) => verdict !== "not applicable");
      assert.equal(ran.length, 18);
      assert.deepEqual(
        ran.filter(({ verdict }) => verdict !== "passed").map((one) => `${keyOf(one)} ${one.verdict}`),
        [],
      );
    });
  }

  // The library asks for what it is told, and does not look at what it gets.
  for (const [acrValues, expected] of [
    [
      "AAL3_ANY",
      ["RP-AUTHENTICATION-03[lower-authentication-assurance] failed", "RP-AUTHENTICATION-04 not applicable"],
    ],
    [
      "AAL2_OR_AAL3_ANY",
      ["RP-AUTHENTICATION-03[lower-authentication-assurance] not applicable", "RP-AUTHENTICATION-04 passed"],
    ],
    [
      undefined,
      ["RP-AUTHENTICATION-03[lower-authentication-assurance] not applicable", "RP-AUTHENTICATION-04 not applicable"],
    ],
  ] as const) {
    it(`express-openid-connect that asks for ${acrValues ?? "nothing"}: AAL2 is judged by what it asked for`, async () => {
      const { report } = await judgeSystem({
        system: expressOpenIdConnect(acrValues === undefined ? {} : { acrValues }),
        driver: "http",
        reportDir: join(folder, "acr_values"),
        tags: "@id:RP-AUTHENTICATION-03 or @id:RP-AUTHENTICATION-04",
      });
      assert.deepEqual(report.scenarios.map((one) => `${keyOf(one)} ${one.verdict}`).sort(), expected);
    });
  }

  const both = "AAL2_OR_AAL3_ANY";
  for (const [stepUpTo, verdict] of [
    ["AAL3_ANY", "passed"],
    [both, "warning"],
  ] as const) {
    it(`express-openid-connect that steps people up to ${stepUpTo}: ${verdict}`, async () => {
      const { report } = await judgeSystem({
        system: expressOpenIdConnect({ acrValues: both, stepUpTo }),
        driver: "http",
        reportDir: join(folder, "step-up"),
        tags: "@id:RP-AUTHENTICATION-05",
      });
      assert.deepEqual(
        report.scenarios.map((one) => one.verdict),
        [verdict],
        report.scenarios[0]?.reason,
      );
    });
  }

  for (const system of systems) {
    const seen = new Map<Driver, readonly string[]>();
    const skip = system.missing ?? false;
    for (const driver of drivers) {
      it(`${system.name}, by the driver ${driver}: what is known, and nothing else`, { skip }, async () => {
        const expected = expectedOutcomes(system.name);
        const reportDir = join(folder, driver);
        const judging = { system, driver, expected, reportDir, patient: isThorough };
        const { report, exitCode } = await judgeSystem(judging);
        seen.set(
          driver,
          report.scenarios.map((one) => `${keyOf(one)} ${one.verdict}`),
        );
        const unexpected = report.scenarios.filter((one) => !one.expected);
        assert.deepEqual(
          unexpected.map(({ id, example, verdict, reason }) => ({ id, example, verdict, reason })),
          [],
        );
        assert.equal(exitCode, 0);
        const failed = report.scenarios.filter(({ verdict }) => verdict === "failed").length;
        const known = JSON.parse(await readFile(expected, "utf8")) as object;
        assert.equal(failed, Object.keys(known).length, "an expected outcome names no scenario");
      });
    }

    if (drivers.length > 1) {
      it(`${system.name}: the same verdicts by both drivers`, { skip }, () => {
        const byHttp = seen.get("http") ?? [];
        assert.ok(byHttp.length > 100);
        assert.deepEqual(seen.get("browser"), byHttp);
      });
    }
  }
});
