import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { describe, it } from "node:test";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { parseRelyingParty, type RelyingPartyInput } from "./relying-party.ts";

const party = {
  clientId: "999999999999.apps.national",
  name: "Test Records",
  clientSecret: "a-secret",
  redirectUris: ["https://localhost:1/callback"],
};
const publicKey = (bits: number) => {
  const pair = generateKeyPairSync("rsa", { modulusLength: bits });
  return { ...pair.publicKey.export({ format: "jwk" }), kty: "RSA" };
};
const byKey = (keys: { kty: string }[], more: Partial<RelyingPartyInput> = {}): RelyingPartyInput => ({
  ...party,
  tokenEndpointAuthMethod: "private_key_jwt",
  jwks: { keys },
  ...more,
});

describe("a registration", () => {
  const ec = { ...generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }), kty: "EC" };
  const { d: _, ...publicEc } = ec;
  const refused: [what: string, input: RelyingPartyInput, field: string, reason: RegExp][] = [
    ["a client id with a blank", { ...party, clientId: "two words" }, "clientId", /without blanks/],
    ["a client id with a line break", { ...party, clientId: "one\r\ntwo" }, "clientId", /without blanks/],
    ["a secret that is not ASCII", { ...party, clientSecret: "é" }, "clientSecret", /ASCII/],
    ["a name with half a character", { ...party, name: "\ud800" }, "name", /whole Unicode/],
    ["half a key", byKey([{ kty: "RSA" }]), "jwks", /whole public key/],
    ["a private key", byKey([ec]), "jwks", /private member d/],
    ["a symmetric key", byKey([{ kty: "oct" }]), "jwks", /RSA or EC/],
    ["a short key", byKey([publicKey(1024)]), "jwks", /at least 2048 bits, this one has 1024/],
    [
      "an algorithm that no key can sign with",
      byKey([publicEc], { tokenEndpointAuthSigningAlg: "RS512" }),
      "jwks",
      /no key can sign with RS512/,
    ],
    [
      "keys both here and elsewhere",
      byKey([publicEc], { jwksUri: "https://localhost:1/jwks" }),
      "jwksUri",
      /exclude each other/,
    ],
    [
      "a secret too short for an HMAC",
      { ...party, tokenEndpointAuthMethod: "client_secret_jwt" },
      "clientSecret",
      /at least 32 characters/,
    ],
    [
      "an HMAC for a key pair",
      byKey([publicEc], { tokenEndpointAuthSigningAlg: "HS256" }),
      "tokenEndpointAuthSigningAlg",
      /client_secret_jwt/,
    ],
  ];
  for (const [what, input, field, reason] of refused) {
    it(`is refused for ${what}`, () => {
      assert.throws(
        () => parseRelyingParty(input),
        (error) =>
          isTestkitError(error, "CONFIGURATION_INVALID") &&
          String(error.details["setting"]).startsWith(`relyingParty.${field}`) &&
          reason.test(String(error.details["reason"])),
      );
    });
  }

  it("is taken with a whole public key that can sign", () => {
    assert.equal(
      parseRelyingParty(byKey([publicEc], { tokenEndpointAuthSigningAlg: "ES256" })).clientId,
      party.clientId,
    );
    assert.equal(parseRelyingParty(byKey([publicKey(2048)])).tokenEndpointAuthMethod, "private_key_jwt");
  });
});
