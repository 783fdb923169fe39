import { createHash, sign } from "node:crypto";
import { join } from "node:path";
import type { Assertion, SignInSession } from "../../src/client/index.ts";
import { hashToSign, withUnlockedCard } from "../../src/client/index.ts";
import { cacheDirectory, EmulatedAuthorities, openKeyStore } from "../../src/pki/index.ts";
import type { TestkitWorld } from "./world.ts";

type Token = Assertion | Readonly<Record<string, unknown>>;
type WrongAssertion = (world: TestkitWorld, session: SignInSession) => Promise<Token>;

/** One that CIS2 never gave out; always the same, so that a recorded card can answer it again. */
const madeUpChallenge = Buffer.alloc(32, "not given out by CIS2").toString("base64");
const fiveMinutesMs = 5 * 60 * 1000;
const anotherSite = "https://another-site.example";

/** A right assertion with one thing wrong, by the name the scenarios give it. */
export const invalidAssertions: Readonly<Record<string, WrongAssertion>> = {
  "a field missing": async (world, session) => {
    const { signature, ...rest } = await right(world, session);
    return rest;
  },
  "a field that does not belong": async (world, session) => ({ ...(await right(world, session)), passcode: "none" }),
  "a made-up challenge": (world, session) => world.signIns.answer(madeUpChallenge, session.origin),
  "the challenge of another sign-in": async (world, session) => {
    const other = await world.signIns.startSession();
    return world.signIns.answer(await other.challenge(), session.origin);
  },
  "a challenge that was answered already": async (world, session) => {
    const token = await right(world, session);
    await session.sendAssertion(changedSignature(token)).catch(() => undefined);
    return token;
  },
  "a challenge five minutes old": async (world, session) => {
    const token = await right(world, session);
    world.clock.advance(fiveMinutesMs);
    return token;
  },
  "the origin of another site": async (world, session) => ({
    ...(await world.signIns.answer(await session.challenge(), anotherSite)),
  }),
  "a damaged certificate": async (world, session) => {
    const token = await right(world, session);
    const certificate = Buffer.from(token.unverifiedCertificate, "base64").subarray(0, -20);
    return { ...token, unverifiedCertificate: certificate.toString("base64") };
  },
  "an algorithm the key cannot produce": async (world, session) => {
    const token = await right(world, session);
    return { ...token, algorithm: token.algorithm === "RS256" ? "ES256" : "RS256" };
  },
  "a signature over another challenge": async (world, session) => {
    const { signature } = await right(world, session);
    return { ...(await right(world, session)), signature };
  },
  "a changed signature": async (world, session) => changedSignature(await right(world, session)),
  "the Identity Agent in February 2027": async (world, session) => {
    world.clock.set(new Date("2027-02-01T00:00:00Z"));
    return { ...(await right(world, session)), client: { kind: "identity-agent", version: "2.4.10.0" } };
  },
  "a certificate of an unknown authority": signedByAnUnknownAuthority,
  "the signing key instead of the other": signedWithTheSigningKey,
};

async function right(world: TestkitWorld, session: SignInSession): Promise<Assertion> {
  return world.signIns.answer(await session.challenge(), session.origin);
}

function changedSignature(token: Assertion): Token {
  const signature = Buffer.from(token.signature, "base64");
  signature[20] = (signature[20] ?? 0) ^ 1;
  return { ...token, signature: signature.toString("base64") };
}

/** A key of the kind that makes such signatures, so that only the authority is another than the card's. */
const keyAlgorithms = { RS1: "rsa-2048", RS256: "rsa-2048", ES256: "p-256", ES384: "p-384" } as const;

async function signedByAnUnknownAuthority(world: TestkitWorld, session: SignInSession): Promise<Token> {
  const keys = openKeyStore({ directory: join(cacheDirectory(), "unknown-authority") });
  const authorities = await EmulatedAuthorities.create({ keys, clock: world.clock });
  const token = await right(world, session);
  const { publicKey, privateKey } = await keys.keyPair("person", keyAlgorithms[token.algorithm]);
  const { userId } = world.card.persona.user;
  const certificate = await authorities.issueAuthenticationCertificate({ userId, publicKey, ...world.card.life });
  const hash = token.algorithm === "ES384" ? "sha384" : "sha256";
  const signed = Buffer.concat([token.origin, token.challenge].map((text) => createHash(hash).update(text).digest()));
  return {
    ...token,
    unverifiedCertificate: Buffer.from(certificate).toString("base64"),
    signature: sign(hash, signed, { key: privateKey, dsaEncoding: "ieee-p1363" }).toString("base64"),
  };
}

async function signedWithTheSigningKey(world: TestkitWorld, session: SignInSession): Promise<Token> {
  const token = await right(world, session);
  const { readers } = world.desktop;
  const use = { readers, passcodes: world.signIns.holder(), purpose: "signing", requestedBy: session.origin } as const;
  return withUnlockedCard(use, async ({ certificate, algorithm, ...key }) => {
    const signature = await key.sign(algorithm, hashToSign(algorithm, token.origin, token.challenge));
    return {
      ...token,
      algorithm,
      unverifiedCertificate: Buffer.from(certificate).toString("base64"),
      signature: Buffer.from(signature).toString("base64"),
    };
  });
}
