import { generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";
import { SignJWT, type JWTPayload } from "jose";
import type { RelyingPartyInput, SettingsInput } from "../../src/fake-cis2/index.ts";
import {
  authorizationUrl,
  redirectUri,
  relyingParty,
  signInWith,
  startSignIn,
  startTestCis2,
  type TestCis2,
} from "../../src/fake-cis2/testing/harness.ts";

export { redirectUri, relyingParty };

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** Authenticates as NHS relying parties do that have a key: RS512, with the thumbprint's or no key id. */
export const byKey = {
  ...relyingParty,
  clientId: "374150524157.apps.national",
  clientSecret: undefined,
  tokenEndpointAuthMethod: "private_key_jwt",
  jwks: { keys: [{ ...publicKey.export({ format: "jwk" }), kty: "RSA" }] },
} satisfies RelyingPartyInput;

export function startForNhs(settings: SettingsInput = {}, ...parties: RelyingPartyInput[]): Promise<TestCis2> {
  return startTestCis2({ settings, relyingParties: [relyingParty, byKey, ...parties] });
}

/** Where the browser comes back to after a sign-in of a persona with one role. */
export async function callbackOf(
  test: TestCis2,
  parameters: Record<string, string> = {},
  persona = "one-role",
): Promise<URLSearchParams> {
  const { issuer } = test.cis2.networks.internet;
  const signIn = await startSignIn(authorizationUrl(issuer, parameters));
  const state = await signInWith(await test.cardOf(persona), signIn);
  return new URL(await signIn.agent.follow(String(state["continue"]), redirectUri)).searchParams;
}

export interface RawAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** A token request as it is on the wire. */
export async function requestTokens(
  test: TestCis2,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  const { issuer } = test.cis2.networks.internet;
  const body = new URLSearchParams({ grant_type: "authorization_code", redirect_uri: redirectUri, ...form });
  const response = await fetch(`${issuer}/access_token`, { method: "POST", body, headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Signs in and redeems the code with the secret of the tests' relying party. */
export async function signedIn(test: TestCis2, parameters: Record<string, string> = {}, persona?: string) {
  const callback = await callbackOf(test, parameters, persona);
  const { clientId, clientSecret } = relyingParty;
  const code = callback.get("code") ?? "";
  const tokens = await requestTokens(test, { code, client_id: clientId, client_secret: clientSecret });
  return { callback, tokens: tokens.body };
}

export async function fetchUserinfo(test: TestCis2, accessToken: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(`${test.cis2.networks.internet.issuer}/userinfo`, {
    headers: { authorization: `Bearer ${String(accessToken)}` },
  });
  return (await response.json()) as Record<string, unknown>;
}

/** A client assertion; `claims` replace its own. */
export function clientAssertion(
  audience: string,
  claims: JWTPayload = {},
  { alg, key }: { alg: string; key: KeyObject | Uint8Array } = { alg: "RS512", key: privateKey },
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const { clientId } = byKey;
  const own = { iss: clientId, sub: clientId, aud: audience, exp: now + 300, jti: randomUUID() };
  return new SignJWT({ ...own, ...claims }).setProtectedHeader({ alg, typ: "JWT" }).sign(key);
}

export const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
