import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { fileURLToPath } from "node:url";
import { after, before, describe } from "node:test";
import { formatted } from "../../ci/docs/formatted.ts";
import { isThorough } from "../../src/foundation/testing/thorough.ts";
import { assertGolden } from "../../interoperability/golden-file.ts";
import { brokenPage } from "./testing/broken-page.ts";
import { type Job, type Outcome, TestsOfAll } from "./testing/test-all.ts";
import { readVariants, type Variant } from "./testing/variants.ts";
import { itUntilFailure } from "../../src/foundation/testing/until-failure.ts";

const it = itUntilFailure();

const page = fileURLToPath(new URL("broken/README.md", import.meta.url));
const correct = "the example as it is";
const variants = readVariants();
const correctOverTls = "the example as it is, over TLS";
const correctForAal2 = "the example as it is, for AAL2 or AAL3";
const ofAuthentication = ["01", "02", "03", "04"].map((number) => `RP-AUTHENTICATION-${number}`);
const withoutAal2 = ["RP-AUTHENTICATION-04", "RP-AUTHENTICATION-05"].map((key) => [key, "not applicable"]);
const correctAtPlatform = "the example as it is, with the API platform";
const ofApiPlatform = Array.from({ length: 7 }, (_, index) => `RP-EXCHANGE-0${index + 1}`);
const withoutApiPlatform = ofApiPlatform.map((key) => [key, "not applicable"]);
/** And without what nobody is signed in with who asks for AAL3. */
const withoutTls = [
  ["RP-TLS-01", "not applicable"],
  ["RP-TLS-02", "not applicable"],
  ["RP-TLS-03[untrusted]", "not applicable"],
  ["RP-TLS-03[expired]", "not applicable"],
  ["RP-TLS-03[of-another-host]", "not applicable"],
  ...withoutAal2,
  ["RP-SIGNATURE-03[hmac-with-client-secret]", "not applicable"],
];

/** A verdict must not depend on what was judged before: a thorough run tries every mistake in an order that nobody chose. */
const seed = randomInt(1_000_000);
const inAnyOrder = variants.map((variant, index): Job => ({
  ...variant,
  name: `${variant.name}, in another order`,
  order: `random:${seed + index}`,
}));
const correctInAnyOrder = Array.from({ length: isThorough ? 20 : 0 }, (_, index): Job => ({
  name: `correct, in order ${index}`,
  setUp: "API platform",
  order: `random:${seed + index}`,
}));

/** Of the example with the API platform. As it is, and over TLS, it is tested in the order of the features. */
const anyOrder = `random:${seed}`;

describe("the example relying party, by the target relying-party", { timeout: 3_600_000 }, () => {
  let tests: TestsOfAll;
  before(() => {
    const asItIs = [
      { name: correct, setUp: "plain" },
      { name: correctOverTls, setUp: "TLS" },
      { name: correctAtPlatform, setUp: "API platform", order: anyOrder },
      { name: correctForAal2, setUp: "AAL2", scenarios: ofAuthentication },
    ] as const;
    const each = isThorough ? [...variants, ...inAnyOrder] : variants.map(withItsScenariosAlone);
    tests = new TestsOfAll([...asItIs, ...each, ...correctInAnyOrder]);
  });
  after(() => tests.close());
  const outcomesOf = (name: string) => tests.outcomesOf(name);

  it("passes every scenario but those of a client secret and of the API platform, over TLS", async () => {
    const outcomes = await outcomesOf(correctOverTls);
    assert.ok(outcomes.length > 0);
    assert.deepEqual(
      outcomes.filter(({ verdict }) => verdict !== "passed").map(({ key, verdict }) => [key, verdict]),
      [...withoutApiPlatform, ...withoutAal2, ["RP-SIGNATURE-03[hmac-with-client-secret]", "not applicable"]],
    );
  });

  it("passes every scenario but those of TLS, of a client secret and of the API platform without them", async () => {
    const others = (await outcomesOf(correct)).filter(({ verdict }) => verdict !== "passed");
    assert.deepEqual(
      others.map(({ key, verdict }) => [key, verdict]),
      [...withoutApiPlatform, ...withoutTls],
    );
  });

  it("passes the scenarios of the API platform if it exchanges tokens there", async () => {
    const others = (await outcomesOf(correctAtPlatform)).filter(({ verdict }) => verdict !== "passed");
    assert.deepEqual(others.map(({ key, verdict }) => [key, verdict]).sort(), withoutTls.toSorted());
  });

  it("takes people at AAL2 and at AAL3 if it asks for both", async () => {
    const outcomes = await outcomesOf(correctForAal2);
    assert.deepEqual(
      outcomes.filter(({ verdict }) => verdict !== "passed").map(({ key, verdict }) => [key, verdict]),
      [["RP-AUTHENTICATION-03[lower-authentication-assurance]", "not applicable"]],
    );
    assert.ok(outcomes.some(({ key }) => key === "RP-AUTHENTICATION-04"));
  });

  for (const { name, fails, warns, setUp } of variants) {
    it(`fails or warns if it is ${name}, and nowhere else`, async () => {
      const outcomes = await outcomesOf(name);
      const keysOf = (...verdicts: string[]) =>
        outcomes.filter((one) => verdicts.includes(one.verdict)).map(({ key }) => key);
      const always = setUp === "secret" ? ["RP-ASSERTION-01"] : [];
      assert.deepEqual(keysOf("failed", "error").sort(), [...fails].sort());
      assert.deepEqual(
        keysOf("warning")
          .filter((key) => !always.includes(key))
          .sort(),
        [...warns].sort(),
      );
    });
  }

  it(`passes the same in the order ${anyOrder}, but for the scenarios of the API platform`, async () => {
    const others = (outcomes: readonly Outcome[]) => outcomes.filter(({ key }) => !ofApiPlatform.includes(key));
    const inOrder = others(await outcomesOf(correct));
    assert.deepEqual(summaryOf(others(await outcomesOf(correctAtPlatform))), summaryOf(inOrder));
  });

  for (const { name, order } of correctInAnyOrder) {
    it(`passes the same in the order ${order ?? ""}`, async () => {
      assert.deepEqual(summaryOf(await outcomesOf(name)), summaryOf(await outcomesOf(correctAtPlatform)));
    });
  }

  for (const { name, order } of isThorough ? inAnyOrder : []) {
    it(`fails or warns the same in the order ${order ?? ""}: ${name}`, async () => {
      const inOrder = name.replace(/, in another order$/, "");
      assert.deepEqual(summaryOf(await outcomesOf(name)), summaryOf(await outcomesOf(inOrder)));
    });
  }

  it("is broken for every scenario", async () => {
    const seen = new Set(variants.flatMap(({ fails, warns }) => [...fails, ...warns]));
    const scenarios = (await outcomesOf(correctOverTls)).map(({ key }) => key);
    assert.deepEqual(
      scenarios.filter((key) => !seen.has(key) && !(key in withoutVariant)),
      [],
    );
  });

  it("is on a page with each broken line and what the report says of it", async () => {
    const found = await Promise.all(variants.map(async ({ name }) => [name, await outcomesOf(name)] as const));
    const text = brokenPage(variants, new Map(found));
    assertGolden(page, await formatted(page, text));
  });
});

function summaryOf(outcomes: readonly Outcome[]): string[] {
  return outcomes.map(({ key, verdict }) => `${key} ${verdict}`).sort();
}

/** Another that fails too is found by a thorough run. */
function withItsScenariosAlone(variant: Variant): Job {
  return { ...variant, scenarios: [...variant.fails, ...variant.warns].map((key) => key.replace(/\[.*$/, "")) };
}

/** Scenarios that no line can break alone, and why. */
const withoutVariant: Readonly<Record<string, string>> = {
  "RP-AUTHENTICATION-05": "the example steps nobody up: interoperability/relying-party/target.test.ts",
  "RP-EXCHANGE-01": "without a token no other scenario of the API platform would work either",
  "RP-SIGNIN-01": "nothing else would work either",
  "RP-ROLES-03[one-role, first]": "nothing else would work either",
  "RP-FLOW-01": "CIS2 takes no other response type, so nobody could sign in",
  "RP-SECRET-02": "CIS2 takes no private key for a public one, so nobody could sign in",
  "RP-ASSERTION-01": "a secret in place of the key is a warning without any line",
  "RP-TLS-01": "CIS2 speaks no older TLS, so nobody could sign in",
  "RP-CARD-01": "nothing comes back from CIS2 that a line could be wrong about",
  "RP-REMOVAL-01":
    "the card is taken out, and nothing reaches the system that a line could be wrong about: target.test.ts",
  "RP-TOKEN-01[malformed]": "without the claims of an ID token nobody could sign in",
  "RP-TOKEN-01[missing-id-token]": "without the claims of an ID token nobody could sign in",
  "RP-KEYS-07": "one page is shown for every problem: those that break it fail RP-ERRORS",
  "RP-LOGOUT-06": "the specification leaves it open; what is wrong about every answer fails RP-LOGOUT-04",
  "RP-BROWSER-04": "it gives a browser no session cookie before, which takes two lines: target.test.ts",
};
