import { ManualClock } from "../../foundation/clock.ts";
import { EmulatedAuthorities, openKeyStore } from "../../pki/index.ts";
import { loadPersonas, personaNamed } from "../../care-identity/directory/persona.ts";
import type { FakeCis2, FakeCis2Options } from "../options.ts";
import { startFakeCis2 } from "../start.ts";
import { redirectUri, relyingParty } from "./test-relying-party.ts";
import { answerChallenge, issueTestCard, type TestCard } from "./test-card.ts";
import { UserAgent } from "../../foundation/testing/user-agent.ts";

export { redirectUri, relyingParty };

export const keys = openKeyStore();
export const personas = loadPersonas();

export interface TestCis2 extends AsyncDisposable {
  readonly cis2: FakeCis2;
  readonly clock: ManualClock;
  readonly authorities: EmulatedAuthorities;
  readonly origin: string;
  /** A card with a valid certificate for the persona. */
  cardOf(persona: string): Promise<TestCard>;
}

/** A fake CIS2 on free ports with one relying party, and cards for its personas. */
export async function startTestCis2(options: Partial<FakeCis2Options> = {}): Promise<TestCis2> {
  const clock = new ManualClock(new Date("2026-11-02T09:00:00Z"));
  const authorities = await EmulatedAuthorities.create({ keys, clock });
  const cis2 = await startFakeCis2({ authorities, clock, keys, relyingParties: [relyingParty], ...options });
  return {
    cis2,
    clock,
    authorities,
    origin: cis2.networks.internet.origin,
    cardOf: async (persona) => {
      const notBefore = new Date(clock.now().getTime() - 1000);
      const pair = await keys.keyPair("test-card", "p-256");
      return issueTestCard(authorities, pair, { userId: personaNamed(personas, persona).user.userId, notBefore });
    },
    [Symbol.asyncDispose]: () => cis2.close(),
  };
}

/** The address a relying party sends the browser to. */
export function authorizationUrl(issuer: string, parameters: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: relyingParty.clientId,
    redirect_uri: redirectUri,
    scope: "openid",
    state: "state-of-the-test",
    nonce: "nonce-of-the-test",
    ...parameters,
  });
  return `${issuer}/authorize?${query.toString()}`;
}

export interface SignInUnderWay {
  readonly agent: UserAgent;
  /** The address of the sign-in, `…/sign-in/{uid}`. */
  readonly url: string;
}

/** Goes from the relying party to the sign-in page. */
export async function startSignIn(authorization: string, agent = new UserAgent()): Promise<SignInUnderWay> {
  const { origin } = new URL(authorization);
  return { agent, url: await agent.follow(authorization, `${origin}/sign-in/`) };
}

/** Chooses the smartcard and asks for a challenge. */
export async function takeChallenge({ agent, url }: SignInUnderWay): Promise<{ challenge: string; origin: string }> {
  await agent.post(`${url}/authenticator`, { authenticator: "smartcard" });
  return (await agent.post(`${url}/challenge`, {})).json() as { challenge: string; origin: string };
}

/** Signs in with the card as far as the role, or the end. */
export async function signInWith(card: TestCard, signIn: SignInUnderWay): Promise<Record<string, unknown>> {
  const token = answerChallenge(card, await takeChallenge(signIn));
  return (await signIn.agent.post(`${signIn.url}/assertion`, token)).json() as Record<string, unknown>;
}
