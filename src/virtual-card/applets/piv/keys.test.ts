import assert from "node:assert/strict";
import {
  constants,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  publicDecrypt,
  publicEncrypt,
  verify,
  type KeyObject,
} from "node:crypto";
import { describe, it } from "node:test";
import { issueCard } from "../../testing/issue-card.ts";
import { commonKey, PivSession } from "../../testing/piv-session.ts";
import { administrationAlgorithms, encipher } from "./algorithms.ts";

const empty = new Uint8Array(0);
const base64 = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString("base64url");

function session(): PivSession {
  const made = new PivSession(issueCard());
  assert.equal(made.administrate(), "9000");
  return made;
}

function rsaKey({ modulus, exponent }: ReturnType<PivSession["generate"]>): KeyObject {
  return createPublicKey({ key: { kty: "RSA", n: base64(modulus), e: base64(exponent) }, format: "jwk" });
}

function ecKey(crv: "P-256" | "P-384", { point = empty }: ReturnType<PivSession["generate"]>): KeyObject {
  const size = (point.length - 1) / 2;
  const [x, y] = [base64(point.subarray(1, 1 + size)), base64(point.subarray(1 + size))];
  return createPublicKey({ key: { kty: "EC", crv, x, y }, format: "jwk" });
}

describe("private keys of a PIV card", () => {
  for (const [name, id, size] of [
    ["RSA-2048", 0x07, 256],
    ["RSA-3072", 0x05, 384],
  ] as const) {
    it(`${name}: made in 9A, signs a padded block`, () => {
      const card = session();
      const key = rsaKey(card.generate(0x9a, id));
      card.verify();
      const block = Buffer.concat([Buffer.of(0, 1), Buffer.alloc(size - 23, 0xff), Buffer.alloc(21, 7)]);
      const signature = card.authenticate(id, 0x9a, [0x82, empty], [0x81, block]);
      assert.ok(typeof signature !== "string", String(signature));
      assert.deepEqual(publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature), block);
    });

    it(`${name}: made in 9D, deciphers`, () => {
      const card = session();
      const key = rsaKey(card.generate(0x9d, id));
      card.verify();
      const secret = publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.from("secret"));
      const block = card.authenticate(id, 0x9d, [0x82, empty], [0x81, secret]);
      assert.ok(typeof block !== "string");
      assert.equal(Buffer.from(block).subarray(0, 2).toString("hex"), "0002");
      assert.equal(Buffer.from(block).subarray(-6).toString(), "secret");
    });
  }

  for (const [curve, id, hash, named] of [
    ["P-256", 0x11, "sha256", "prime256v1"],
    ["P-384", 0x14, "sha384", "secp384r1"],
  ] as const) {
    it(`${curve}: made in 9E, signs a hash without the passcode`, () => {
      const card = session();
      const key = ecKey(curve, card.generate(0x9e, id));
      const digest = createHash(hash).update("message").digest();
      const signature = card.authenticate(id, 0x9e, [0x82, empty], [0x81, digest]);
      assert.ok(typeof signature !== "string");
      assert.ok(verify(hash, Buffer.from("message"), key, signature));
    });

    it(`${curve}: made in 95, agrees on a key`, () => {
      const card = session();
      const key = ecKey(curve, card.generate(0x95, id));
      const ours = generateKeyPairSync("ec", { namedCurve: named });
      const { x = "", y = "" } = ours.publicKey.export({ format: "jwk" });
      const point = Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
      assert.equal(card.authenticate(id, 0x95, [0x82, empty], [0x85, point]), "6982");
      card.verify();
      const agreed = card.authenticate(id, 0x95, [0x82, empty], [0x85, point]);
      assert.ok(typeof agreed !== "string");
      assert.deepEqual(Buffer.from(agreed), diffieHellman({ privateKey: ours.privateKey, publicKey: key }));
    });
  }

  it("refuse a point that is not on the curve, a block that is too large or too short, a hash that is too long", () => {
    const card = session();
    card.generate(0x9d, 0x11);
    card.generate(0x9e, 0x11);
    card.verify();
    const offCurve = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 1)]);
    assert.equal(card.authenticate(0x11, 0x9d, [0x82, empty], [0x85, offCurve]), "6A80");
    assert.equal(card.authenticate(0x11, 0x9d, [0x82, empty], [0x85, offCurve.subarray(1)]), "6A80");
    assert.equal(card.authenticate(0x07, 0x9a, [0x82, empty], [0x81, Buffer.alloc(256, 0xff)]), "6A80");
    assert.equal(card.authenticate(0x07, 0x9a, [0x82, empty], [0x81, Buffer.alloc(255, 1)]), "6A80");
    assert.equal(card.authenticate(0x11, 0x9e, [0x82, empty], [0x81, Buffer.alloc(33, 1)]), "6A80");
    assert.equal(card.authenticate(0x11, 0x9e, [0x82, empty], [0x81, empty]), "6A80");
  });

  it("keep to their purpose: key management keys do not sign, signature keys do not agree", () => {
    const card = session();
    card.generate(0x9d, 0x11);
    card.verify();
    assert.equal(card.authenticate(0x11, 0x9d, [0x82, empty], [0x81, Buffer.alloc(32, 1)]), "6A80");
    const ours = generateKeyPairSync("ec", { namedCurve: "prime256v1" }).publicKey.export({ format: "jwk" });
    const point = Buffer.concat([
      Buffer.of(4),
      ...[ours.x, ours.y].map((part) => Buffer.from(part ?? "", "base64url")),
    ]);
    card.verify();
    assert.equal(card.authenticate(0x11, 0x9c, [0x82, empty], [0x85, point]), "6A80");
  });

  it("lose the old key when a new one is made", () => {
    const card = session();
    const first = rsaKey(card.generate(0x9a, 0x07));
    const second = rsaKey(card.generate(0x9a, 0x07));
    assert.ok(!first.equals(second));
  });

  it("are still there after the card was written down and read again", () => {
    const card = session();
    const key = ecKey("P-256", card.generate(0x9e, 0x11));
    const again = new PivSession(card.card.image);
    const digest = createHash("sha256").update("message").digest();
    const signature = again.authenticate(0x11, 0x9e, [0x82, empty], [0x81, digest]);
    assert.ok(typeof signature !== "string");
    assert.ok(verify("sha256", Buffer.from("message"), key, signature));
  });
});

describe("the administration key", () => {
  for (const algorithm of administrationAlgorithms) {
    const image = issueCard();
    const [piv] = image.applets;
    assert.ok(piv?.type === "piv");
    piv.administrationKey = { algorithm, key: Buffer.from(commonKey(algorithm)).toString("base64") };

    it(`${algorithm}: is proven by mutual authentication, and not with another key`, () => {
      assert.equal(new PivSession(image).administrate(algorithm), "9000");
      const wrong = Uint8Array.from(commonKey(algorithm)).fill(0x77);
      const card = new PivSession(image);
      assert.equal(card.administrate(algorithm, wrong), "6982");
      assert.equal(card.sw("00DB3FFF095C035FC10653020102"), "6982");
    });

    it(`${algorithm}: is proven by single authentication, once for each challenge`, () => {
      const card = new PivSession(image);
      const id = { "3des": 0x03, "aes-128": 0x08, "aes-192": 0x0a, "aes-256": 0x0c }[algorithm];
      const challenge = card.authenticate(id, 0x9b, [0x81, empty]);
      assert.ok(typeof challenge !== "string");
      const response = encipher(algorithm, commonKey(algorithm), challenge);
      assert.equal(card.authenticate(id, 0x9b, [0x82, response]), "9000");
      assert.equal(card.sw("00DB3FFF095C035FC10653020102"), "9000");
      assert.equal(card.authenticate(id, 0x9b, [0x82, response]), "6982");
      assert.equal(card.sw("00DB3FFF095C035FC10653020102"), "6982");
    });
  }

  it("does not take a response that was enciphered for nobody", () => {
    const card = new PivSession(issueCard());
    assert.equal(card.authenticate(0x03, 0x9b, [0x82, Buffer.alloc(8)]), "6982");
    assert.equal(card.authenticate(0x03, 0x9b, [0x80, Buffer.alloc(8)], [0x81, Buffer.alloc(8)]), "6982");
    assert.equal(card.authenticate(0x08, 0x9b, [0x81, empty]), "6A86");
  });

  it("is forgotten by a reset", () => {
    const card = session();
    card.card.reset();
    card.select();
    assert.equal(card.sw("00DB3FFF095C035FC10653020102"), "6982");
  });
});
