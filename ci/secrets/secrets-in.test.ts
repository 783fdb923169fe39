import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { describe, it } from "node:test";
import { secretsIn } from "./secrets-in.ts";

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
const der = (key: typeof rsa) => key.export({ type: "pkcs8", format: "der" }).toString("base64");
const token = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI1NTUwMDAifQ.${"A".repeat(40)}`;
const passcode = { name: "the passcode", value: "136901" };

describe("the search for secrets finds", () => {
  for (const [what, text] of [
    ["a private key in PEM", String(rsa.export({ type: "pkcs8", format: "pem" }))],
    ["a private RSA key in PKCS #8", `{"keys":{"9A":"${der(rsa)}"}}`],
    ["a private EC key in PKCS #8", der(ec)],
    ["a private JSON Web Key", JSON.stringify(ec.export({ format: "jwk" }))],
    ["a signed token", `got ${token}`],
    ["an OAuth secret in a form or an address", "GET /callback?state=1&code=abcdefghij"],
    ["an OAuth secret in JSON", JSON.stringify({ access_token: "abcdefghij" })],
    ["an OAuth secret in JSON", JSON.stringify({ body: JSON.stringify({ client_secret: "abcdefghij" }) })],
    ["a cookie", "set-cookie: _session=abcdef; path=/"],
    ["a bearer token", "authorization: Bearer abcdefghijklmnopq"],
    ["the passcode", "<td>136901</td>"],
    ["the passcode", "code136901 of a card"],
    ["the passcode", "> 0020008008313336393031FFFF"],
  ] as const) {
    it(`${what} in ${text.slice(0, 24)}…`, () => {
      assert.ok(secretsIn(text, [passcode]).includes(what));
    });
  }

  it("nothing in what was redacted, in public keys, and in numbers that hold the digits", () => {
    const spki = createPublicKey(rsa).export({ type: "spki", format: "der" }).toString("base64");
    const jwk = JSON.stringify(ec.export({ format: "jwk" })).replace(/"d":"[^"]*"/, '"use":"sig"');
    const texts = [
      "code=[redacted]&state=s",
      "cookie: [redacted]",
      '"access_token":"[redacted]"',
      "1369012",
      "0.136901",
      '{"duration":{"seconds":0,"nanos":136901}}',
      "5e136901-9f0c-4cde-8bd2-4ae87a34a1b0",
      "5eaa0f6c-9f0c-4cde-8bd2-4ae87a136901",
    ];
    for (const text of [...texts, spki, jwk]) assert.deepEqual(secretsIn(text, [passcode]), [], text);
  });
});
