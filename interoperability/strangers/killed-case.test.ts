import { describe, it } from "node:test";
import { administrationSecret } from "../../src/conformance/apdu-suite/administration-secret.ts";
import { pivCases } from "../../src/conformance/apdu-suite/piv-suite.ts";
import { series8Cases } from "../../src/conformance/apdu-suite/series8-suite.ts";
import { destructiveCases, killEverywhere } from "../../src/conformance/real-card/testing/killed-case.ts";
import { testedCardOf } from "../../src/conformance/real-card/testing/tested-card.ts";
import { everyNth } from "../../src/foundation/testing/thorough.ts";
import { makeStranger, secrets, strangers, type StrangerName } from "./strangers.ts";

describe("a stranger's card whose run was killed at any command", () => {
  for (const name of Object.keys(strangers) as StrangerName[]) {
    const cases = destructiveCases(strangers[name].profile === "series8" ? series8Cases : pivCases);
    for (const test of everyNth(cases.length, cases)) {
      it(`is brought back by the next run: ${name}, ${test.id}`, () =>
        killEverywhere(async () => {
          const made = await makeStranger(name);
          const { administrationKey: given } = made;
          const key = given === undefined ? undefined : administrationSecret(given, "the key of a test");
          return testedCardOf(made, secrets, secrets.puk, key);
        }, test));
    }
  }
});
