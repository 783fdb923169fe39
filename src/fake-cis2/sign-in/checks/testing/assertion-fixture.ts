import { ManualClock } from "../../../../foundation/clock.ts";
import { isTestkitError } from "../../../../foundation/errors/testkit-error.ts";
import { SeededRandom } from "../../../../foundation/random.ts";
import type { EmulatedAuthorities, KeyAlgorithm } from "../../../../pki/index.ts";
import { AdoptedCards } from "../../../../care-identity/adoption/adopted-cards.ts";
import { Directory } from "../../../../care-identity/directory/directory.ts";
import { RegistrationAuthority } from "../../../../care-identity/registration-authority/registration-authority.ts";
import { MemoryStore } from "../../../../store/memory-store.ts";
import { keys, personas } from "../../../testing/harness.ts";
import { answerChallenge, issueTestCard, type TestCard } from "../../../testing/test-card.ts";
import type { Assertion } from "../../assertion.ts";
import { Challenges } from "../../challenges.ts";
import { type AssertionCheck, ReceivedAssertion } from "../../received-assertion.ts";

export const origin = "http://127.0.0.1:43210";
export const context = { uid: "this-sign-in", origin };
export const start = new Date("2026-11-02T09:00:00Z");
export const user = (persona: string) => personas.personas[persona]?.user.userId ?? "";

/** A sign-in with everything in order, in which an invalid assertion then has one thing wrong. */
export async function assertionFixture(authorities: EmulatedAuthorities, algorithm: KeyAlgorithm = "p-256") {
  const clock = new ManualClock(start);
  const store = new MemoryStore();
  const directory = new Directory(store);
  await directory.seed(personas);
  const registrationAuthority = new RegistrationAuthority({ store, authorities, clock });
  const random = new SeededRandom("checks");
  const challenges = new Challenges({ store, clock, random, challengeLifetime: 300, signInLifetime: 3600 });
  const { trusted } = authorities;
  const identityAgentRefusedFrom = new Date("2027-02-01T00:00:00Z");
  const adoptedCards = new AdoptedCards({ store, clock, directory, registrationAuthority, personas });
  const found = { clock, directory, registrationAuthority, adoptedCards, challenges };
  const services = { ...found, identityAgentRefusedFrom, trusted };
  const pair = await keys.keyPair("test-card", algorithm);
  const issue = (persona: string, notBefore = new Date("2026-01-01T00:00:00Z"), by = authorities) =>
    issueTestCard(by, pair, { userId: user(persona), notBefore });
  const card = await issue("one-role");
  await registrationAuthority.register({
    serial: "CARD1",
    userId: user("one-role"),
    certificates: [card.serialNumber],
  });
  const { challenge } = await challenges.issue(context.uid);
  const answer = (by: TestCard = card) => answerChallenge(by, { challenge, origin });
  return { ...services, services, pair, issue, card, answer };
}

export type AssertionFixture = Awaited<ReturnType<typeof assertionFixture>>;

/** Runs the checks: the code of the refusal, "unforeseen" if something else was thrown, "accepted" if nothing was. */
export async function resultOfChecks(
  token: unknown,
  { services }: AssertionFixture,
  checks: readonly AssertionCheck[],
): Promise<string> {
  try {
    const assertion = new ReceivedAssertion(token, context, services);
    for (const check of checks) await check(assertion);
    return "accepted";
  } catch (error) {
    return isTestkitError(error) ? error.code : "unforeseen";
  }
}

/** The same assertion, made by the Identity Agent. */
export function byIdentityAgent(token: Assertion): Assertion {
  return { ...token, client: { kind: "identity-agent", version: "2.4.10.0" } };
}
