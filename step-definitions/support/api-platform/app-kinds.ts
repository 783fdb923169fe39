import assert from "node:assert/strict";
import type { AppInput } from "../../../src/fake-api-platform/index.ts";
import { type SigningKey, signingKey } from "../../../src/pki/keys/signed-jwt.ts";

/** Made once for all scenarios, and only if one of them needs it: a key of RSA takes 100 ms. */
export const appKey = once(() => signingKey("test-1"));
export const anotherKey = once(() => signingKey("test-1"));
export const appSecret = "secret-of-the-features";
export const callbackUrl = "http://127.0.0.1/app/callback";

const jwks = ({ jwk }: SigningKey) => ({ keys: [jwk] });

/** What an app may be like, as features say it; the platform's own origin gives it addresses that answer no keys. */
const kinds: Readonly<Record<string, (origin: string) => Partial<AppInput>>> = {
  "has registered its public key": () => ({ jwks: jwks(appKey()) }),
  "is revoked": () => ({ jwks: jwks(appKey()), status: "revoked" }),
  "is subscribed to no API": () => ({ jwks: jwks(appKey()), subscribed: false }),
  "has registered no public key": () => ({}),
  "has registered another public key by the same name": () => ({ jwks: jwks(anotherKey()) }),
  "has registered an address without a path for its keys": (origin) => ({ jwksUri: origin }),
  "has registered an address for its keys where there are none": (origin) => ({ jwksUri: `${origin}/nothing` }),
  "has a scope for level 2 alone": () => ({
    jwks: jwks(appKey()),
    scopes: ["urn:nhsd:apim:user-nhs-cis2:aal2:hello-world"],
  }),
};

export function appOfKind(kind: string, origin: string): AppInput {
  const more = kinds[kind] ?? assert.fail(`no app ${kind}`);
  return { name: "Emulated Clinical System", key: "app", secret: appSecret, callbackUrl, ...more(origin) };
}

function once(make: () => SigningKey): () => SigningKey {
  let made: SigningKey | undefined;
  return () => (made ??= make());
}
