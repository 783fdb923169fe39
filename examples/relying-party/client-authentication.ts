import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import * as jose from "jose";
import type { Settings } from "./settings.ts";

export interface ClientAuthentication {
  /** What is added to a token request. */
  parameters(tokenEndpoint: string): Promise<Record<string, string>>;
  /** The public keys CIS2 checks assertions with. */
  readonly jwks: jose.JSONWebKeySet;
  /** What it signs with, and the name of that key; undefined if it has a secret instead. */
  readonly signer?: { readonly privateKey: KeyObject; readonly kid: string };
}

/** private_key_jwt, or client_secret_post where a secret was given. Neither leaves the server but for CIS2. */
export async function clientAuthentication(settings: Settings): Promise<ClientAuthentication> {
  const { clientId, clientSecret, clientKeyFile } = settings;
  if (clientSecret !== undefined) {
    return {
      jwks: { keys: [] },
      parameters: () => Promise.resolve({ client_id: clientId, client_secret: clientSecret }),
    };
  }
  const privateKey = clientKeyFile === undefined ? newKey() : createPrivateKey(await readFile(clientKeyFile));
  const publicJwk = await jose.exportJWK(createPublicKey(privateKey));
  const kid = await jose.calculateJwkThumbprint(publicJwk);
  return {
    jwks: { keys: [{ ...publicJwk, kid, alg: "RS512", use: "sig" }] },
    signer: { privateKey, kid },
    parameters: async (tokenEndpoint) => ({
      client_id: clientId,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: await assertion({ clientId, tokenEndpoint, privateKey, kid }),
    }),
  };
}

interface Assertion {
  readonly clientId: string;
  readonly tokenEndpoint: string;
  readonly privateKey: KeyObject;
  readonly kid: string;
}

function assertion({ clientId, tokenEndpoint, privateKey, kid }: Assertion): Promise<string> {
  return new jose.SignJWT()
    .setProtectedHeader({ alg: "RS512", kid })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(tokenEndpoint)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(privateKey);
}

function newKey(): KeyObject {
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}
