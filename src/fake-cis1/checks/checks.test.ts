import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { EmulatedAuthorities, parseCertificate } from "../../pki/index.ts";
import { keys, objectOf, startTestGas, type TestGas } from "../testing/test-gas.ts";

describe("gas refuses the cards that CIS2 refuses", () => {
  let test: TestGas;
  before(async () => {
    test = await startTestGas();
  });
  after(() => test[Symbol.asyncDispose]());
  const serialNumberOf = (certificate: Uint8Array) => parseCertificate(certificate).serialNumber;

  const refusals: Record<string, () => Promise<Awaited<ReturnType<TestGas["issue"]>>>> = {
    CERTIFICATE_EXPIRED: () => test.issue("one-role", "EXPIRED1", { notBefore: new Date("2023-01-01T00:00:00Z") }),
    CERTIFICATE_NOT_YET_VALID: () =>
      test.issue("five-roles", "FUTURE01", { notBefore: new Date("2027-01-01T00:00:00Z") }),
    CERTIFICATE_REVOKED: async () => {
      const card = await test.issue("six-roles", "REVOKED1");
      await test.registrationAuthority.revoke(serialNumberOf(card.certificate));
      return card;
    },
    CARD_SUSPENDED: async () => {
      const card = await test.issue("twenty-roles", "SUSPEND1");
      await test.registrationAuthority.suspend("SUSPEND1");
      return card;
    },
    CERTIFICATE_UNTRUSTED: async () => {
      const forger = { keyPair: (label: string) => keys.keyPair(`forged-${label}`, "rsa-2048") };
      const by = await EmulatedAuthorities.create({ keys: forger, clock: test.clock });
      return test.issue("one-role", undefined, { by });
    },
    USER_INACTIVE: () => test.issue("leaver", "LEAVER01"),
    USER_UNKNOWN: () => test.issue("unknown-user"),
    "the person has no role": () => test.issue("no-role", "NOROLE01"),
  };
  for (const [code, card] of Object.entries(refusals)) {
    it(`with ${code}`, async () => {
      const answer = await test.post("/login/authvalidate", objectOf(await test.authentication(await card())));
      assert.match(answer, /<gpPARAM name="error">Failed To Validate<\/gpPARAM>/);
      assert.equal(test.events.at(-1)?.refused, code);
    });
  }
});
