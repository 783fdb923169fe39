import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { ManualClock } from "../../../foundation/clock.ts";
import { isTestkitError } from "../../../foundation/errors/testkit-error.ts";
import { EmulatedAuthorities } from "../../../pki/index.ts";
import { keys } from "../../testing/harness.ts";
import { answerChallenge } from "../../testing/test-card.ts";
import { type Assertion, parseAssertion } from "../assertion.ts";
import { assertionChecks } from "./index.ts";
import { invalidAssertions } from "./testing/invalid-assertions.ts";
import {
  byIdentityAgent,
  resultOfChecks,
  origin,
  context,
  assertionFixture,
  start,
} from "./testing/assertion-fixture.ts";

describe("assertion checks", () => {
  let authorities: EmulatedAuthorities;
  before(async () => {
    authorities = await EmulatedAuthorities.create({ keys, clock: new ManualClock(start) });
  });

  for (const algorithm of ["p-256", "rsa-2048"] as const) {
    it(`accept an assertion in order, signed with ${algorithm}`, async () => {
      const sound = await assertionFixture(authorities, algorithm);
      assert.equal(await resultOfChecks(sound.answer(), sound, assertionChecks), "accepted");
    });
  }

  it("accept a certificate in the last second of its third year", async () => {
    const last = await assertionFixture(authorities);
    const card = await last.issue("one-role", new Date("2023-11-02T09:00:01Z"));
    assert.equal(await resultOfChecks(last.answer(card), last, assertionChecks), "accepted");
  });

  it("accept an answer in the last second of its challenge", async () => {
    const last = await assertionFixture(authorities);
    last.clock.advance(299_999);
    assert.equal(await resultOfChecks(last.answer(), last, assertionChecks), "accepted");
  });

  it("accept the Identity Agent until the last second of January 2027, and Smartcard Connect after", async () => {
    for (const [at, change] of [
      ["2027-01-31T23:59:59Z", byIdentityAgent],
      ["2027-02-01T00:00:00Z", (token: Assertion) => token],
    ] as const) {
      const then = await assertionFixture(authorities);
      then.clock.set(new Date(at));
      const { challenge } = await then.challenges.issue(context.uid);
      assert.equal(
        await resultOfChecks(change(answerChallenge(then.card, { challenge, origin })), then, assertionChecks),
        "accepted",
      );
    }
  });

  it("each have an invalid assertion that tries them", () => {
    const tried = new Set(invalidAssertions.map(({ check }) => check));
    assert.deepEqual(
      assertionChecks.filter((check) => !tried.has(check)).map((check) => check.name),
      [],
    );
  });

  for (const { name, check, code, otherwise, token } of invalidAssertions) {
    it(`refuse ${name} with ${code}, by ${check.name} alone`, async () => {
      const whole = await assertionFixture(authorities);
      assert.equal(await resultOfChecks(await token(whole, authorities), whole, assertionChecks), code);
      const lacking = await assertionFixture(authorities);
      const others = assertionChecks.filter((one) => one !== check);
      assert.equal(await resultOfChecks(await token(lacking, authorities), lacking, others), otherwise);
    });
  }

  it("judge a certificate anew that they have read before", async () => {
    const whole = await assertionFixture(authorities);
    const { card, challenges, clock, registrationAuthority } = whole;
    const again = async () => {
      const { challenge } = await challenges.issue(context.uid);
      return resultOfChecks(answerChallenge(card, { challenge, origin }), whole, assertionChecks);
    };
    assert.equal(await again(), "accepted");
    await registrationAuthority.suspend("CARD1");
    assert.equal(await again(), "CARD_SUSPENDED");
    await registrationAuthority.resume("CARD1");
    assert.equal(await again(), "accepted");
    await registrationAuthority.revoke(card.serialNumber);
    assert.equal(await again(), "CERTIFICATE_REVOKED");
    clock.set(new Date("2029-01-01T00:00:00Z"));
    assert.equal(await again(), "CERTIFICATE_EXPIRED");
  });

  it("say which field is malformed, and refuse every field left out or of another type", async () => {
    const whole = await assertionFixture(authorities);
    const sound: Assertion = whole.answer();
    for (const field of Object.keys(sound)) {
      const without = Object.fromEntries(Object.entries(sound).filter(([name]) => name !== field));
      for (const invalid of [without, { ...sound, [field]: 1 }, { ...sound, [field]: "" }]) {
        assert.throws(
          () => parseAssertion(invalid),
          (error) => isTestkitError(error, "ASSERTION_MALFORMED") && error.message.includes(field),
        );
      }
    }
    for (const invalid of [undefined, null, 1, "", [], [sound], { ...sound, passcode: "" }]) {
      assert.equal(await resultOfChecks(invalid, whole, assertionChecks), "ASSERTION_MALFORMED");
    }
  });
});
