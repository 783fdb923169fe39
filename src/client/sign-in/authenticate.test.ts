import assert from "node:assert/strict";
import { constants, createHash, verify } from "node:crypto";
import { before, describe, it } from "node:test";
import { isTestkitError, TestkitError } from "../../foundation/errors/testkit-error.ts";
import { decodeCommand, encodeResponse, fromHex } from "../../iso7816/index.ts";
import { fixedPasscode, scriptedPasscodes } from "../passcode/fixed-passcode.ts";
import type { PasscodeRequest, PasscodeSource } from "../passcode/passcode-source.ts";
import { ScriptedCard, scriptedReaders } from "../testing/scripted-card.ts";
import { pivScript, type PivScriptOptions } from "../testing/scripted-piv.ts";
import { testIdentity, type TestIdentity } from "../testing/test-certificate.ts";
import { authenticate } from "./authenticate.ts";

const origin = "https://cis2.test";
const challenge = Buffer.alloc(32, 7).toString("base64");
const hashes = { "rsa-2048": "sha256", "p-256": "sha256", "p-384": "sha384" } as const;

function signedMessage(hash: string): Buffer {
  return Buffer.concat([origin, challenge].map((text) => createHash(hash).update(text).digest()));
}

describe("authenticate", () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await testIdentity();
  });

  const cardWith = (options: PivScriptOptions = {}) =>
    new ScriptedCard(pivScript({ ...identity, message: signedMessage("sha256"), ...options }));
  const run = (card: ScriptedCard, passcodes: PasscodeSource = fixedPasscode("123456")) =>
    authenticate({ readers: scriptedReaders({ R1: card }), passcodes, challenge, origin });
  const passcodesSent = (card: ScriptedCard) => card.log.filter((line) => line.startsWith("0020") && line.length > 8);

  for (const [kind, hash] of Object.entries(hashes) as [keyof typeof hashes, string][]) {
    it(`makes a token a ${kind} certificate's key verifies`, async () => {
      const own = await testIdentity(kind);
      const token = await run(cardWith({ ...own, message: signedMessage(hash) }));
      const key = { key: own.publicKey, dsaEncoding: "ieee-p1363", padding: constants.RSA_PKCS1_PADDING } as const;
      const signature = Buffer.from(token.signature, "base64");
      assert.ok(verify(hash, signedMessage(hash), key, signature));
      assert.deepEqual(Buffer.from(token.unverifiedCertificate, "base64"), Buffer.from(own.certificate));
      assert.equal(token.origin, origin);
      assert.equal(token.challenge, challenge);
    });
  }

  it("reads, verifies and signs in one transaction, and gives the card back", async () => {
    const card = cardWith();
    await run(card);
    const instructions = card.log.map(
      (line) => decodeCommand(fromHex(/^[0-9A-F]+$/.test(line) ? line : ""))?.ins ?? line,
    );
    const expected = ["(", 0xa4, 0xcb, 0xcb, 0x20, ")", "(", 0xa4, 0xcb, 0xcb, 0x20, 0x87, ")", "disconnect"];
    assert.deepEqual(instructions, expected);
  });

  it("never gives a refused passcode a second time by itself", async () => {
    const card = cardWith();
    await assert.rejects(run(card, fixedPasscode("999999")), { code: "PASSCODE_REFUSED", triesLeft: 2 });
    assert.equal(passcodesSent(card).length, 1);
  });

  it("asks the person again after a refusal, with the tries left", async () => {
    const requests: PasscodeRequest[] = [];
    const answers = scriptedPasscodes("999999", "12", "123456");
    const passcodes: PasscodeSource = {
      ask: (request) => {
        requests.push(request);
        return answers.ask(request);
      },
    };
    const card = cardWith();
    await run(card, passcodes);
    const seen = requests.map(({ triesLeft, refused }) => [triesLeft, refused?.code]);
    assert.deepEqual(seen, [
      [3, undefined],
      [2, "PASSCODE_REFUSED"],
      [2, "PASSCODE_FORMAT"],
    ]);
    assert.equal(passcodesSent(card).length, 2);
  });

  it("says locked when the last try is spent, and before asking on a locked card", async () => {
    await assert.rejects(run(cardWith(), scriptedPasscodes("111111", "222222", "333333", "123456")), {
      code: "PASSCODE_LOCKED",
    });
    const mustNotBeAsked: PasscodeSource = { ask: () => Promise.reject(new Error("asked")) };
    await assert.rejects(run(cardWith({ triesLeft: 0 }), mustNotBeAsked), { code: "PASSCODE_LOCKED" });
  });

  it("overwrites the passcode bytes it was given", async () => {
    const passcode = Buffer.from("123456");
    await run(cardWith(), { ask: () => Promise.resolve(passcode) });
    assert.deepEqual(passcode, Buffer.alloc(6));
  });

  it("asks a card without certificate for no passcode", async () => {
    const card = new ScriptedCard(pivScript());
    await assert.rejects(run(card), { code: "CARD_WITHOUT_CERTIFICATE", details: { purpose: "authentication" } });
    assert.deepEqual(passcodesSent(card), []);
  });

  it("gives the card back when it is pulled out at any command", async () => {
    const whole = cardWith();
    await run(whole);
    const commands = whole.log.filter((line) => /^[0-9A-F]+$/.test(line)).length;
    for (let at = 1; at <= commands; at++) {
      let seen = 0;
      const script = pivScript({ ...identity, message: signedMessage("sha256") });
      const card = new ScriptedCard((command) => (++seen === at ? new TestkitError("CARD_REMOVED") : script(command)));
      await assert.rejects(run(card), (error) => isTestkitError(error, "CARD_REMOVED"));
      assert.equal(card.log.at(-1), "disconnect");
    }
  });

  it("names the algorithm of a certificate whose key no NHS smartcard holds", async () => {
    const own = await testIdentity("ed25519");
    await assert.rejects(run(cardWith(own)), { code: "ALGORITHM_NOT_ALLOWED", details: { algorithm: "ed25519" } });
  });

  const answers: [what: string, ins: string, answer: Uint8Array, code: string][] = [
    ["a status word nobody expects", "87", encodeResponse(0x6f00), "CARD_ANSWER_UNEXPECTED"],
    ["a signature that is none", "87", fromHex("7C028200 9000"), "CARD_ANSWER_MALFORMED"],
    ["a certificate that is none", "CB", fromHex("53037001 AA 9000"), "CARD_ANSWER_MALFORMED"],
    ["bytes that are no TLV", "CB", fromHex("5382 9000"), "CARD_ANSWER_MALFORMED"],
    ["less than a status word", "CB", fromHex("90"), "CARD_ANSWER_MALFORMED"],
    ["no known application", "A4", encodeResponse(0x6a82), "CARD_UNRECOGNISED"],
    ["an application that is not PIV", "A4", fromHex("6F00 9000"), "CARD_UNRECOGNISED"],
  ];
  for (const [what, ins, answer, code] of answers) {
    it(`reports ${code} on ${what}`, async () => {
      await assert.rejects(run(cardWith({ instead: { [ins]: answer } })), { code });
    });
  }

  it("says of an unknown card what it saw", async () => {
    const card = new ScriptedCard(() => encodeResponse(0x6a82), fromHex("3B9F95"));
    await assert.rejects(run(card), /ATR\): 3B9F95; its answers to SELECT: .*PIV: 6A82/);
  });
});
