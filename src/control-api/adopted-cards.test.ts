import assert from "node:assert/strict";
import { type ControlledCis2, startControlledCis2 } from "./testing/controlled-cis2.ts";
import { after, before, beforeEach, describe, it } from "node:test";
import { join } from "node:path";
import { isTestkitError } from "../foundation/errors/testkit-error.ts";
import { cacheDirectory, EmulatedAuthorities, openKeyStore } from "../pki/index.ts";
import { ControlClient, ControlError } from "./control-client.ts";
import { authorizationUrl, signInWith, startSignIn } from "../fake-cis2/testing/harness.ts";
import { issueTestCard, type TestCard } from "../fake-cis2/testing/test-card.ts";

const strangers = openKeyStore({ directory: join(cacheDirectory(), "authorities-of-strangers") });
const userId = "700000000001";
const base64 = (der: Uint8Array) => Buffer.from(der).toString("base64");

describe("a card from elsewhere", () => {
  let test: ControlledCis2;
  let control: ControlClient;
  let authorities: EmulatedAuthorities;
  let card: TestCard;
  let other: TestCard;
  let signing: Uint8Array;
  before(async () => {
    test = await startControlledCis2();
    control = new ControlClient(test.controlOrigin);
    authorities = await EmulatedAuthorities.create({ keys: strangers, clock: test.clock });
    const notBefore = new Date("2026-01-05T09:00:00Z");
    const pair = await strangers.keyPair("card", "p-256");
    card = await issueTestCard(authorities, pair, { userId, notBefore });
    other = await issueTestCard(authorities, pair, { userId: "700000000002", notBefore });
    const names = { userId, givenName: "A", familyName: "B", publicKey: pair.publicKey };
    signing = await authorities.issueSigningCertificate({ ...names, notBefore });
  });
  beforeEach(() => control.reset());
  after(() => test[Symbol.asyncDispose]());

  const adoption = (rest: Record<string, unknown> = {}) => ({
    serial: "CARD-FROM-ELSEWHERE",
    series: 9 as const,
    certificates: { authentication: base64(card.certificate) },
    ...rest,
  });
  const signIn = async (with_: TestCard = card) => {
    const state = await signInWith(with_, await startSignIn(authorizationUrl(test.cis2.networks.internet.issuer)));
    const { error, user } = state as { error?: { code: string }; user?: { userId: string } };
    return error?.code ?? user?.userId;
  };

  it("is a stranger's before it is adopted, and again after a reset", async () => {
    assert.equal(await signIn(), "CERTIFICATE_UNTRUSTED");
    await control.adoptCard(adoption());
    assert.equal(await signIn(), userId);
    await control.reset();
    assert.equal(await signIn(), "CERTIFICATE_UNTRUSTED");
  });

  it("is trusted by its own certificates alone, where its issuer was not shown", async () => {
    const { trusts, issuer } = await control.adoptCard(adoption());
    assert.deepEqual([trusts, issuer], ["certificates", authorities.authentication.certificate.subject]);
    assert.equal(await signIn(other), "CERTIFICATE_UNTRUSTED");
  });

  it("brings the trust in its issuer, where that was shown", async () => {
    const issuers = [base64(authorities.authentication.certificate.der)];
    assert.equal((await control.adoptCard(adoption({ issuers }))).trusts, "issuer");
    assert.equal(await signIn(), userId);
    assert.equal(await signIn(other), "USER_UNKNOWN");
  });

  it("is enrolled with the roles and standing of a persona, under made-up names", async () => {
    const { roles } = await control.adoptCard(adoption({ persona: "two-roles" }));
    assert.equal(roles.length, 2);
    const user = await test.cis2.directory.find(userId);
    assert.deepEqual([user?.givenName, user?.familyName], ["Adopted", "Cardholder"]);
    await control.adoptCard(adoption({ persona: "leaver" }));
    assert.equal(await signIn(), "USER_INACTIVE");
  });

  it("is not good for signing in by its signing certificate", async () => {
    await control.adoptCard(
      adoption({ certificates: { authentication: base64(card.certificate), signing: base64(signing) } }),
    );
    assert.equal(await signIn({ ...card, certificate: signing }), "CERTIFICATE_PURPOSE");
  });

  it("is refused once it is cancelled, or reported lost, like any other", async () => {
    await control.adoptCard(adoption());
    await control.cancelCard("CARD-FROM-ELSEWHERE");
    assert.equal(await signIn(), "CARD_CANCELLED");
    await control.reportCardLost("CARD-FROM-ELSEWHERE");
    assert.equal(await signIn(), "CERTIFICATE_REVOKED");
  });

  const wrong: [string, () => Record<string, unknown>, RegExp][] = [
    ["a certificate that is none", () => ({ certificates: { authentication: "AAAA" } }), /its authentication certif/],
    ["an issuer that is no authority", () => ({ issuers: [base64(other.certificate)] }), /not an authority's/],
    [
      "an issuer that is another's",
      () => ({ issuers: [base64(test.authorities.authentication.certificate.der)] }),
      /none of the issuers given/,
    ],
  ];
  for (const [name, rest, reason] of wrong) {
    it(`is not adopted with ${name}`, async () => {
      await assert.rejects(
        control.adoptCard(adoption(rest())),
        (error) => error instanceof ControlError && error.code === "CARD_NOT_ADOPTABLE" && reason.test(error.message),
      );
    });
  }

  it("is not adopted as a persona there is none of, nor with a passcode", async () => {
    await assert.rejects(test.cis2.adoptedCards.adopt(adoption({ persona: "nobody" })), (error) =>
      isTestkitError(error, "PERSONA_UNKNOWN"),
    );
    await assert.rejects(
      control.adoptCard(adoption({ passcode: "123456" })),
      (error) =>
        error instanceof ControlError && error.code === "REQUEST_MALFORMED" && error.message.includes("passcode"),
    );
  });

  it("has a user id made from its subject, where that names none", async () => {
    const foreign = await strangers.keyPair("card", "p-256");
    const named = await issueTestCard(authorities, foreign, {
      userId: "Alex Example",
      notBefore: new Date("2026-01-05T09:00:00Z"),
    });
    const { userId: made } = await control.adoptCard(
      adoption({ certificates: { authentication: base64(named.certificate) } }),
    );
    assert.match(made, /^999\d{9}$/);
    assert.equal(await signIn(named), made);
  });
});
