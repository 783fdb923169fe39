import assert from "node:assert/strict";
import type { ErrorCode } from "../../../../foundation/errors/catalogue.ts";
import { EmulatedAuthorities } from "../../../../pki/index.ts";
import { keys } from "../../../testing/harness.ts";
import { answerChallenge } from "../../../testing/test-card.ts";
import type { AssertionCheck } from "../../received-assertion.ts";
import { checkAlgorithm } from "../algorithm.ts";
import { checkCardState } from "../../../../care-identity/credential-checks/card-state.ts";
import { checkCertificateReadable } from "../../../../care-identity/credential-checks/certificate-readable.ts";
import { checkChain } from "../../../../care-identity/credential-checks/chain.ts";
import { checkChallengeFresh } from "../challenge-fresh.ts";
import { checkChallengeKnown } from "../challenge-known.ts";
import { checkChallengeUnused } from "../challenge-unused.ts";
import { checkClientSupported } from "../client-supported.ts";
import { checkNotAfter } from "../../../../care-identity/credential-checks/not-after.ts";
import { checkNotBefore } from "../../../../care-identity/credential-checks/not-before.ts";
import { checkOrigin } from "../origin.ts";
import { checkPurpose } from "../../../../care-identity/credential-checks/purpose.ts";
import { checkRevocation } from "../../../../care-identity/credential-checks/revocation.ts";
import { checkSignature } from "../signature.ts";
import { checkUserActive } from "../../../../care-identity/credential-checks/user-active.ts";
import { checkUserKnown } from "../../../../care-identity/credential-checks/user-known.ts";
import { assertionChecks } from "../index.ts";
import {
  byIdentityAgent,
  resultOfChecks,
  origin,
  context,
  type AssertionFixture,
  start,
  user,
} from "./assertion-fixture.ts";

/** A sign-in in order, but for one thing that one check is there for. */
export interface InvalidAssertion {
  readonly name: string;
  readonly check: AssertionCheck;
  readonly code: ErrorCode;
  /** What becomes of it when its check is left out. */
  readonly otherwise: "accepted" | "unforeseen" | ErrorCode;
  readonly token: (scene: AssertionFixture, authorities: EmulatedAuthorities) => unknown;
}

export const invalidAssertions: readonly InvalidAssertion[] = [
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
      assert.equal(await resultOfChecks(scene.answer(), scene, assertionChecks), "accepted");
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
      const { challenge } = await challenges.issue(context.uid);
      return byIdentityAgent(answerChallenge(card, { challenge, origin }));
    },
  },
];
