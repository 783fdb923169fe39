import assert from "node:assert/strict";
import { createHash, verify } from "node:crypto";
import { describe, it } from "node:test";
import { encodeResponse, fromHex } from "../../../iso7816/index.ts";
import { Pkcs15KeyUsage } from "../../../pkcs15/index.ts";
import { ScriptedCard } from "../../testing/scripted-card.ts";
import { series8Script, tokenFiles, type Series8ScriptOptions } from "../../testing/scripted-series8.ts";
import { testIdentity } from "../../testing/test-certificate.ts";
import { openSmartcard } from "../open-smartcard.ts";
import { series8Driver } from "./series8-driver.ts";

const identity = await testIdentity("rsa-2048");
const files = tokenFiles(identity.certificate);
const message = Buffer.from("a message");
const passcode = "12345";

function cardWith(options: Partial<Series8ScriptOptions> = {}): ScriptedCard {
  return new ScriptedCard(series8Script({ files, privateKey: identity.privateKey, ...options }), fromHex("3B00"));
}

describe("a series 8 card", () => {
  it("is led to certificate, key and passcode by the card's own files", async () => {
    const smartcard = await openSmartcard(cardWith());
    assert.equal(smartcard.series, 8);
    assert.deepEqual(Buffer.from(await smartcard.readCertificate("authentication")), Buffer.from(identity.certificate));
    assert.equal(await smartcard.passcodeTriesLeft(), 3);
    await smartcard.verifyPasscode(passcode);
    assert.equal(await smartcard.passcodeTriesLeft(), undefined);
    for (const [algorithm, hash] of [
      ["RS256", "sha256"],
      ["RS1", "sha1"],
    ] as const) {
      const signature = await smartcard.sign("authentication", algorithm, createHash(hash).update(message).digest());
      assert.ok(verify(hash, message, identity.publicKey, signature));
    }
  });

  it("takes a key that makes binding signatures for signing, and no other", async () => {
    const signing = tokenFiles(identity.certificate, Pkcs15KeyUsage.sign | Pkcs15KeyUsage.nonRepudiation);
    const smartcard = await openSmartcard(cardWith({ files: signing }));
    assert.ok(await smartcard.readCertificate("signing"));
    await assert.rejects(smartcard.readCertificate("authentication"), {
      code: "CARD_WITHOUT_CERTIFICATE",
      details: { purpose: "authentication" },
    });
  });

  it("selects no file between passcode and signature, for a card may forget the passcode", async () => {
    const card = cardWith();
    const smartcard = await openSmartcard(card);
    await smartcard.readCertificate("authentication");
    const before = card.log.length;
    await smartcard.verifyPasscode(passcode);
    await smartcard.sign("authentication", "RS256", new Uint8Array(32));
    const instructions = card.log.slice(before).map((command) => command.slice(2, 4));
    assert.deepEqual(instructions, ["20", "22", "2A"]);
  });

  it("refuses passcodes the card cannot hold before they cost a try", async () => {
    const smartcard = await openSmartcard(cardWith());
    for (const refused of ["1234", "12345678", "12a45", ""]) {
      await assert.rejects(smartcard.verifyPasscode(refused), {
        code: "PASSCODE_FORMAT",
        details: { expected: "5 to 7 digits" },
      });
    }
    assert.equal(await smartcard.passcodeTriesLeft(), 3);
    await assert.rejects(smartcard.verifyPasscode("54321"), { code: "PASSCODE_REFUSED", triesLeft: 2 });
  });

  it("refuses algorithms its keys cannot make", async () => {
    const smartcard = await openSmartcard(cardWith());
    await assert.rejects(smartcard.sign("authentication", "ES256", new Uint8Array(32)), {
      code: "ALGORITHM_NOT_ALLOWED",
    });
  });

  it("is expected by the historical bytes of Oberthur cards", () => {
    for (const [atr, expected] of [
      ["3BDD18008131FE4580F9A0000000770100700A90008B", true],
      ["3BDB960080B1FE451F830031C064C7FC100007900072", true],
      ["3BD6970081B1FE451F878031C152211A4B", false],
      ["3B00", false],
    ] as const) {
      assert.equal(series8Driver.expects(fromHex(atr)), expected, atr);
    }
  });

  it("tries the driver the answer to reset points to first, and says what every driver saw", async () => {
    const atr = fromHex("3BDD18008131FE4580F9A0000000770100700A90008B");
    const card = new ScriptedCard(() => encodeResponse(0x6a82), atr);
    await assert.rejects(openSmartcard(card), /answers to SELECT: AuthentIC: 6A82; PIV: 6A82/);
  });

  const spoiled: [what: string, options: Partial<Series8ScriptOptions>, code: string][] = [
    ["no EF.DIR", { files: without("3F002F00") }, "CARD_ANSWER_UNEXPECTED"],
    ["an EF.DIR that names nothing", { files: { ...files, "3F002F00": fromHex("0000") } }, "CARD_ANSWER_MALFORMED"],
    ["an EF.DIR that is no TLV", { files: { ...files, "3F002F00": fromHex("6155") } }, "CARD_ANSWER_MALFORMED"],
    ["no object directory", { files: without("3F004F005031") }, "CARD_ANSWER_UNEXPECTED"],
    ["keys that are none", { files: { ...files, "3F004F004401": fromHex("3003020101") } }, "CARD_ANSWER_MALFORMED"],
    ["no keys", { files: { ...files, "3F004F004401": new Uint8Array() } }, "CARD_WITHOUT_CERTIFICATE"],
    ["no passcode", { files: { ...files, "3F004F004404": new Uint8Array() } }, "CARD_ANSWER_MALFORMED"],
    ["no certificate's file", { files: without("3F004F004502") }, "CARD_ANSWER_UNEXPECTED"],
    [
      "a certificate that is none",
      { files: { ...files, "3F004F004502": fromHex("3003020101") } },
      "CARD_ANSWER_MALFORMED",
    ],
    ["a certificate of zeros", { files: { ...files, "3F004F004502": new Uint8Array(9) } }, "CARD_ANSWER_MALFORMED"],
    [
      "a certificate cut off",
      { files: { ...files, "3F004F004502": identity.certificate.subarray(0, 99) } },
      "CARD_ANSWER_MALFORMED",
    ],
    ["a file that gives nothing", { instead: { B0: encodeResponse(0x9000) } }, "CARD_ANSWER_MALFORMED"],
    [
      "a file that gives too much",
      { instead: { B0: encodeResponse(0x9000, new Uint8Array(300)) } },
      "CARD_ANSWER_MALFORMED",
    ],
    ["a file that may not be read", { instead: { B0: encodeResponse(0x6982) } }, "CARD_ANSWER_UNEXPECTED"],
  ];
  for (const [what, options, code] of spoiled) {
    it(`reports ${code} on ${what}`, async () => {
      const smartcard = await openSmartcard(cardWith(options));
      await assert.rejects(smartcard.readCertificate("authentication"), { code });
    });
  }

  it("reports a signature of the wrong length, and a refusal to sign", async () => {
    for (const [answer, code] of [
      [encodeResponse(0x9000, new Uint8Array(255)), "CARD_ANSWER_MALFORMED"],
      [encodeResponse(0x6982), "CARD_ANSWER_UNEXPECTED"],
    ] as const) {
      const smartcard = await openSmartcard(cardWith({ instead: { "2A": answer } }));
      await assert.rejects(smartcard.sign("authentication", "RS256", new Uint8Array(32)), { code });
    }
  });
});

function without(path: string): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));
}
