import { createRemoteJWKSet, jwtVerify } from "jose";
import { answerChallenge, type TestCard } from "../../src/fake-cis2/testing/test-card.ts";
import { party, redirectUri } from "./relying-party.ts";
import type { Endpoints } from "./providers/provider.ts";
import { ask as askDirectly, type Ask, type Jar } from "./user-agent.ts";

/** From the address the relying party sends the browser to, to the one it comes back with. */
export type Person = (url: string, jar: Jar, ask: Ask) => Promise<string>;

/** Where the fake CIS2 has its endpoints. */
export function endpointsOf(issuer: string): Endpoints {
  return {
    issuer,
    authorize: `${issuer}/authorize`,
    token: `${issuer}/access_token`,
    userinfo: `${issuer}/userinfo`,
    jwks: `${issuer}/connect/jwk_uri`,
  };
}

/** oauth2-mock-server signs in every caller. */
export const anybody: Person = async (url, jar, ask) => (await ask(url, jar)).location;

/** The person with a card, as `docs/sign-in-exchange.md` has it. */
export function withCard(card: TestCard): Person {
  return async (url, jar, ask) => {
    const { location: at } = await ask(url, jar);
    const challenge = JSON.parse((await ask(`${at}/challenge`, jar, {})).text) as { challenge: string; origin: string };
    let state = await ask(`${at}/assertion`, jar, answerChallenge(card, challenge));
    const { roles } = JSON.parse(state.text) as { roles?: { roleId: string }[] };
    if (roles) state = await ask(`${at}/role`, jar, { roleId: roles.at(-1)?.roleId });
    return (await ask((JSON.parse(state.text) as { continue: string }).continue, jar)).location;
  };
}

/**
 * The relying party: one sign-in by code, to userinfo, the ID token's signature verified. Resolves to the subject;
 * rejects if anything is not of this very sign-in.
 */
export function relyingParty(
  { issuer, authorize, token, userinfo, jwks }: Endpoints,
  person: Person,
  { scope = "openid profile", ask = askDirectly }: { readonly scope?: string; readonly ask?: Ask } = {},
) {
  const keys = createRemoteJWKSet(new URL(jwks), { timeoutDuration: 60_000 });
  return async (number: number): Promise<string> => {
    const query = new URLSearchParams({
      response_type: "code",
      client_id: party.clientId,
      redirect_uri: redirectUri,
      scope,
      state: String(number),
      nonce: `nonce-${number}`,
    });
    const callback = new URL(await person(`${authorize}?${query.toString()}`, new Map(), ask));
    if (callback.searchParams.get("state") !== String(number)) throw new Error("another sign-in's state");
    const form = new URLSearchParams({
      grant_type: "authorization_code",
      code: callback.searchParams.get("code") ?? "",
      redirect_uri: redirectUri,
      client_id: party.clientId,
      client_secret: party.clientSecret,
    });
    const tokens = JSON.parse((await ask(token, new Map(), form)).text) as Record<string, string>;
    const { payload } = await jwtVerify(tokens["id_token"] ?? "", keys, { issuer, audience: party.clientId });
    if (payload["nonce"] !== `nonce-${number}`) throw new Error("another sign-in's nonce");
    const { text } = await ask(userinfo, new Map(), undefined, tokens["access_token"]);
    const { sub } = JSON.parse(text) as { sub: string };
    if (sub !== payload.sub) throw new Error("another user's userinfo");
    return sub;
  };
}
