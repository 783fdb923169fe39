import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { ManualClock } from "../../../foundation/clock.ts";
import type { ErrorCode } from "../../../foundation/errors/catalogue.ts";
import { isTestkitError } from "../../../foundation/errors/testkit-error.ts";
import { SeededRandom } from "../../../foundation/random.ts";
import { CertificateReader, EmulatedAuthorities, type KeyAlgorithm } from "../../../pki/index.ts";
import { Directory } from "../../directory/directory.ts";
import { RegistrationAuthority } from "../../registration-authority/registration-authority.ts";
import { MemoryStore } from "../../store/memory-store.ts";
import { keys, personas } from "../../testing/harness.ts";
import { answerChallenge, issueTestCard, type TestCard } from "../../testing/test-card.ts";
import { Assertion, type AssertionCheck } from "../assertion.ts";
import type { AssertionToken } from "../assertion-token.ts";
import { Challenges } from "../challenges.ts";
import { checkAlgorithm } from "./algorithm.ts";
import { checkCardState } from "./card-state.ts";
import { checkCertificateReadable } from "./certificate-readable.ts";
import { checkChain } from "./chain.ts";
import { checkChallengeFresh } from "./challenge-fresh.ts";
import { checkChallengeKnown } from "./challenge-known.ts";
import { checkChallengeUnused } from "./challenge-unused.ts";
import { assertionChecks } from "./index.ts";
import { checkClientSupported } from "./client-supported.ts";
import { checkNotAfter } from "./not-after.ts";
import { checkNotBefore } from "./not-before.ts";
import { checkOrigin } from "./origin.ts";
import { checkPurpose } from "./purpose.ts";
import { checkRevocation } from "./revocation.ts";
import { checkShape } from "./shape.ts";
import { checkSignature } from "./signature.ts";
import { checkUserActive } from "./user-active.ts";
import { checkUserKnown } from "./user-known.ts";

const origin = "http://127.0.0.1:43210";
const place = { uid: "this-sign-in", origin };
const start = new Date("2026-11-02T09:00:00Z");
const user = (persona: string) => personas.personas[persona]?.user.userId ?? "";

/** A sign-in with everything in order, which a corruption then spoils in one way. */
async function scene(authorities: EmulatedAuthorities, algorithm: KeyAlgorithm = "p-256") {
  const clock = new ManualClock(start);
  const store = new MemoryStore();
  const directory = new Directory(store);
  await directory.seed(personas);
  const registrationAuthority = new RegistrationAuthority({ store, authorities, clock });
  const random = new SeededRandom("checks");
  const challenges = new Challenges({ store, clock, random, challengeLifetime: 300, signInLifetime: 3600 });
  const { trusted } = authorities;
  const identityAgentRefusedFrom = new Date("2027-02-01T00:00:00Z");
  const certificates = new CertificateReader();
  const found = { clock, directory, registrationAuthority, challenges };
  const services = { ...found, identityAgentRefusedFrom, certificates, trusted };
  const pair = await keys.keyPair("test-card", algorithm);
  const issue = (persona: string, notBefore = new Date("2026-01-01T00:00:00Z"), by = authorities) =>
    issueTestCard(by, pair, { userId: user(persona), notBefore });
  const card = await issue("one-role");
  await registrationAuthority.register({
    serial: "CARD1",
    userId: user("one-role"),
    certificates: [card.serialNumber],
  });
  const { challenge } = await challenges.issue(place.uid);
  const answer = (by: TestCard = card) => answerChallenge(by, { challenge, origin });
  return { ...services, services, pair, issue, card, answer };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** Runs the checks: the code of the refusal, "unforeseen" where something else was thrown, "accepted" where nothing was. */
async function judge(token: unknown, { services }: Scene, checks: readonly AssertionCheck[]): Promise<string> {
  const assertion = new Assertion(token, place, services);
  try {
    for (const check of checks) await check(assertion);
    return "accepted";
  } catch (error) {
    return isTestkitError(error) ? error.code : "unforeseen";
  }
}

interface Corruption {
  readonly name: string;
  readonly check: AssertionCheck;
  readonly code: ErrorCode;
  /** What becomes of it when its check is left out. */
  readonly otherwise: "accepted" | "unforeseen" | ErrorCode;
  readonly token: (scene: Scene, authorities: EmulatedAuthorities) => unknown;
}

const corruptions: readonly Corruption[] = [
  {
    name: "a field too many",
    check: checkShape,
    code: "ASSERTION_MALFORMED",
    otherwise: "accepted",
    token: ({ answer }) => ({ ...answer(), passcode: "" }),
  },
  {
    name: "a challenge of another sign-in",
    check: checkChallengeKnown,
    code: "CHALLENGE_UNKNOWN",
    otherwise: "accepted",
    token: async ({ challenges, card }) =>
      answerChallenge(card, { challenge: (await challenges.issue("another-sign-in")).challenge, origin }),
  },
  {
    name: "a challenge that was made up",
    check: checkChallengeKnown,
    code: "CHALLENGE_UNKNOWN",
    otherwise: "accepted",
    token: ({ card }) => answerChallenge(card, { challenge: Buffer.alloc(32, 7).toString("base64"), origin }),
  },
  {
    name: "an assertion sent twice",
    check: checkChallengeUnused,
    code: "CHALLENGE_USED",
    otherwise: "accepted",
    token: async (scene) => {
      assert.equal(await judge(scene.answer(), scene, assertionChecks), "accepted");
      return scene.answer();
    },
  },
  {
    name: "an answer one second late",
    check: checkChallengeFresh,
    code: "CHALLENGE_EXPIRED",
    otherwise: "accepted",
    token: ({ clock, answer }) => {
      clock.advance(301_000);
      return answer();
    },
  },
  {
    name: "a signature made for another site",
    check: checkOrigin,
    code: "ORIGIN_MISMATCH",
    otherwise: "accepted",
    token: ({ card, answer }) =>
      answerChallenge(card, { challenge: answer().challenge, origin: "https://elsewhere.example" }),
  },
  {
    name: "a certificate that is none",
    check: checkCertificateReadable,
    code: "CERTIFICATE_MALFORMED",
    otherwise: "unforeseen",
    token: ({ answer }) => ({ ...answer(), unverifiedCertificate: Buffer.from("no certificate").toString("base64") }),
  },
  {
    name: "a hash that does not belong to the key",
    check: checkAlgorithm,
    code: "ALGORITHM_NOT_ALLOWED",
    otherwise: "SIGNATURE_INVALID",
    token: ({ answer }) => ({ ...answer(), algorithm: "ES384" }),
  },
  {
    name: "another signature",
    check: checkSignature,
    code: "SIGNATURE_INVALID",
    otherwise: "accepted",
    token: ({ answer }) => ({ ...answer(), signature: Buffer.alloc(64, 1).toString("base64") }),
  },
  {
    name: "a certificate of an authority with the same names and other keys",
    check: checkChain,
    code: "CERTIFICATE_UNTRUSTED",
    otherwise: "accepted",
    token: async ({ issue, answer, clock }) => {
      const forger = { keyPair: (label: string) => keys.keyPair(`forged-${label}`, "rsa-2048") };
      const theirs = await EmulatedAuthorities.create({ keys: forger, clock });
      return answer(await issue("one-role", undefined, theirs));
    },
  },
  {
    name: "the card's signing certificate",
    check: checkPurpose,
    code: "CERTIFICATE_PURPOSE",
    // Its common name holds the person's name as well as the id.
    otherwise: "USER_UNKNOWN",
    token: async ({ pair, answer, card }, authorities) => {
      const certificate = await authorities.issueSigningCertificate({
        userId: user("one-role"),
        givenName: "Olive",
        familyName: "Onerole",
        publicKey: pair.publicKey,
        notBefore: new Date("2026-01-01T00:00:00Z"),
      });
      return answer({ ...card, certificate });
    },
  },
  {
    name: "a certificate that starts in a second",
    check: checkNotBefore,
    code: "CERTIFICATE_NOT_YET_VALID",
    otherwise: "accepted",
    token: async ({ issue, answer }) => answer(await issue("one-role", new Date(start.getTime() + 1000))),
  },
  {
    name: "a certificate in the second after its third year",
    check: checkNotAfter,
    code: "CERTIFICATE_EXPIRED",
    otherwise: "accepted",
    token: async ({ issue, answer }) => answer(await issue("one-role", new Date("2023-11-02T09:00:00Z"))),
  },
  {
    name: "a revoked certificate",
    check: checkRevocation,
    code: "CERTIFICATE_REVOKED",
    otherwise: "accepted",
    token: async ({ registrationAuthority, card, answer }) => {
      await registrationAuthority.revoke(card.serialNumber);
      return answer();
    },
  },
  {
    name: "a certificate for someone the directory does not hold",
    check: checkUserKnown,
    code: "USER_UNKNOWN",
    otherwise: "accepted",
    token: async ({ issue, answer }) => answer(await issue("unknown-user")),
  },
  {
    name: "the card of someone who has left",
    check: checkUserActive,
    code: "USER_INACTIVE",
    otherwise: "accepted",
    token: async ({ issue, answer }) => answer(await issue("leaver")),
  },
  {
    name: "a cancelled card",
    check: checkCardState,
    code: "CARD_CANCELLED",
    otherwise: "accepted",
    token: async ({ registrationAuthority, answer }) => {
      assert.equal(await registrationAuthority.cancel("CARD1"), true);
      return answer();
    },
  },
  {
    name: "the Identity Agent in February 2027",
    check: checkClientSupported,
    code: "CLIENT_RETIRED",
    otherwise: "accepted",
    token: async ({ clock, challenges, card }) => {
      clock.set(new Date("2027-02-01T00:00:00Z"));
      const { challenge } = await challenges.issue(place.uid);
      return byIdentityAgent(answerChallenge(card, { challenge, origin }));
    },
  },
];

function byIdentityAgent(token: AssertionToken): AssertionToken {
  return { ...token, client: { kind: "identity-agent", version: "2.4.10.0" } };
}

describe("assertion checks", () => {
  let authorities: EmulatedAuthorities;
  before(async () => {
    authorities = await EmulatedAuthorities.create({ keys, clock: new ManualClock(start) });
  });

  for (const algorithm of ["p-256", "rsa-2048"] as const) {
    it(`accept an assertion in order, signed with ${algorithm}`, async () => {
      const sound = await scene(authorities, algorithm);
      assert.equal(await judge(sound.answer(), sound, assertionChecks), "accepted");
    });
  }

  it("accept a certificate in the last second of its third year", async () => {
    const last = await scene(authorities);
    const card = await last.issue("one-role", new Date("2023-11-02T09:00:01Z"));
    assert.equal(await judge(last.answer(card), last, assertionChecks), "accepted");
  });

  it("accept an answer in the last second of its challenge", async () => {
    const last = await scene(authorities);
    last.clock.advance(299_999);
    assert.equal(await judge(last.answer(), last, assertionChecks), "accepted");
  });

  it("accept the Identity Agent until the last second of January 2027, and Smartcard Connect after", async () => {
    for (const [at, change] of [
      ["2027-01-31T23:59:59Z", byIdentityAgent],
      ["2027-02-01T00:00:00Z", (token: AssertionToken) => token],
    ] as const) {
      const then = await scene(authorities);
      then.clock.set(new Date(at));
      const { challenge } = await then.challenges.issue(place.uid);
      assert.equal(
        await judge(change(answerChallenge(then.card, { challenge, origin })), then, assertionChecks),
        "accepted",
      );
    }
  });

  it("each have a corruption that tries them", () => {
    const tried = new Set(corruptions.map(({ check }) => check));
    assert.deepEqual(
      assertionChecks.filter((check) => !tried.has(check)).map((check) => check.name),
      [],
    );
  });

  for (const { name, check, code, otherwise, token } of corruptions) {
    it(`refuse ${name} with ${code}, by ${check.name} alone`, async () => {
      const whole = await scene(authorities);
      assert.equal(await judge(await token(whole, authorities), whole, assertionChecks), code);
      const lacking = await scene(authorities);
      const others = assertionChecks.filter((one) => one !== check);
      assert.equal(await judge(await token(lacking, authorities), lacking, others), otherwise);
    });
  }

  it("judge a certificate anew that they have read before", async () => {
    const whole = await scene(authorities);
    const { card, challenges, clock, registrationAuthority } = whole;
    const again = async () => {
      const { challenge } = await challenges.issue(place.uid);
      return judge(answerChallenge(card, { challenge, origin }), whole, assertionChecks);
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
    const whole = await scene(authorities);
    const sound: AssertionToken = whole.answer();
    for (const field of Object.keys(sound)) {
      const without = Object.fromEntries(Object.entries(sound).filter(([name]) => name !== field));
      for (const spoilt of [without, { ...sound, [field]: 1 }, { ...sound, [field]: "" }]) {
        const assertion = new Assertion(spoilt, place, whole.services);
        assert.throws(
          () => {
            checkShape(assertion);
          },
          (error) => isTestkitError(error) && error.message.includes(field),
        );
      }
    }
    for (const spoilt of [undefined, null, 1, "", [], [sound]]) {
      assert.equal(await judge(spoilt, whole, assertionChecks), "ASSERTION_MALFORMED");
    }
  });
});
