import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fromHex, toHex } from "../iso7816/index.ts";
import {
  BitString,
  CertificateObject,
  CommonAuthenticationObjectAttributes,
  CommonCertificateAttributes,
  CommonKeyAttributes,
  CommonObjectAttributes,
  decodeApplicationDirectory,
  decodeDirectoryFile,
  encodeApplicationTemplate,
  encodeDirectoryFile,
  encodeValue,
  Pkcs15KeyUsage,
  MalformedFileError,
  ObjectDirectoryEntry,
  ObjectFlag,
  OctetString,
  Path,
  PinAttributes,
  PinFlag,
  PinObject,
  RsaKeyAttributes,
  RsaKeyObject,
  TokenInfo,
  X509CertificateAttributes,
} from "./index.ts";

const octets = (hex: string) => new OctetString(fromHex(hex));

describe("the files of PKCS #15", () => {
  it("writes an object directory file as PKCS #15 v1.1, 6.2 has it, and reads it again with its padding", () => {
    const content = encodeDirectoryFile([
      new ObjectDirectoryEntry({ privateKeys: new Path(fromHex("3F0050157002")) }),
      new ObjectDirectoryEntry({ authObjects: new Path(fromHex("3F0050157001")) }),
    ]);
    assert.equal(toHex(content), "A00A300804063F0050157002A80A300804063F0050157001");
    const entries = decodeDirectoryFile(Buffer.concat([content, Buffer.alloc(9)]), ObjectDirectoryEntry, "any");
    assert.deepEqual(
      entries.map(({ privateKeys, authObjects }) => [privateKeys, authObjects].map((path) => path && hexOf(path))),
      [
        ["3F0050157002", undefined],
        [undefined, "3F0050157001"],
      ],
    );
  });

  it("writes and reads a private key", () => {
    const key = new RsaKeyObject({
      commonObjectAttributes: new CommonObjectAttributes({
        label: "K",
        flags: new BitString(ObjectFlag.private),
        authId: octets("01"),
      }),
      classAttributes: new CommonKeyAttributes({
        iD: octets("01"),
        usage: new BitString(Pkcs15KeyUsage.sign | Pkcs15KeyUsage.nonRepudiation),
        keyReference: 0x81,
      }),
      typeAttributes: new RsaKeyAttributes({ value: new Path(fromHex("3F005015")), modulusLength: 2048 }),
    });
    const bytes = encodeValue(key);
    assert.equal(
      toHex(bytes),
      "302A" +
        "300A" +
        "0C014B" +
        "03020780" +
        "040101" +
        "300C" +
        "040101" +
        "0303062040" +
        "02020081" +
        "A10E300C" +
        "300604043F005015" +
        "02020800",
    );
    const [read] = decodeDirectoryFile(bytes, RsaKeyObject);
    assert.equal(read?.classAttributes.keyReference, 0x81);
    assert.equal(read.classAttributes.usage.toNumber(), Pkcs15KeyUsage.sign | Pkcs15KeyUsage.nonRepudiation);
    assert.equal(read.classAttributes.native, true);
    assert.equal(read.commonObjectAttributes.userConsent, undefined);
    assert.equal(read.typeAttributes.modulusLength, 2048);
  });

  it("writes and reads a PIN, whose reference has a context tag", () => {
    const pin = new PinObject({
      classAttributes: new CommonAuthenticationObjectAttributes({ authId: octets("01") }),
      typeAttributes: new PinAttributes({
        pinFlags: new BitString(PinFlag.initialized | PinFlag.needsPadding),
        minLength: 4,
        storedLength: 8,
        maxLength: 8,
        pinReference: 1,
        padChar: octets("FF"),
      }),
    });
    const bytes = encodeValue(pin);
    assert.equal(
      toHex(bytes),
      "3021" +
        "3000" +
        "3003040101" +
        "A1183016" +
        "0302020C" +
        "0A0101" +
        "020104" +
        "020108020108" +
        "800101" +
        "0401FF",
    );
    const [read] = decodeDirectoryFile(bytes, PinObject);
    assert.equal(read?.typeAttributes.pinReference, 1);
    assert.equal(read.typeAttributes.pinFlags.toNumber(), PinFlag.initialized | PinFlag.needsPadding);
    assert.equal(Buffer.from(read.typeAttributes.padChar?.buffer ?? new ArrayBuffer()).toString("hex"), "ff");
  });

  it("writes and reads a certificate's entry, and passes over entries of other kinds", () => {
    const entry = new CertificateObject({
      classAttributes: new CommonCertificateAttributes({ iD: octets("02") }),
      typeAttributes: new X509CertificateAttributes({ value: new Path(fromHex("3F005015B002")) }),
    });
    const content = Buffer.concat([fromHex("A0023000"), encodeValue(entry)]);
    const entries = decodeDirectoryFile(content, CertificateObject);
    assert.deepEqual(
      entries.map(({ typeAttributes }) => hexOf(typeAttributes.value)),
      ["3F005015B002"],
    );
  });

  it("writes a token's description", () => {
    const info = new TokenInfo({ serialNumber: octets("9000"), label: "L", tokenFlags: new BitString(6) });
    assert.equal(toHex(encodeValue(info)), "300E" + "020100" + "04029000" + "80014C" + "03020560");
  });

  it("writes and reads EF.DIR", () => {
    const template = { aid: fromHex("A000000077"), label: "Card", path: fromHex("3F005015") };
    const content = encodeApplicationTemplate(template);
    assert.equal(toHex(content), "6113" + "4F05A000000077" + "500443617264" + "51043F005015");
    assert.deepEqual(decodeApplicationDirectory(Uint8Array.from([...content, ...Buffer.alloc(99)])), [template]);
  });

  it("reads a file that it knows as what is asked for, and one that differs in its last byte for itself", () => {
    const content = encodeDirectoryFile([new ObjectDirectoryEntry({ privateKeys: new Path(fromHex("3F0050157002")) })]);
    const pathIn = (bytes: Uint8Array) =>
      decodeDirectoryFile(bytes, ObjectDirectoryEntry, "any").map(
        ({ privateKeys }) => privateKeys && hexOf(privateKeys),
      );
    const other = Uint8Array.from([...content.subarray(0, -1), 0x03]);
    assert.deepEqual([content, other, content].map(pathIn), [["3F0050157002"], ["3F0050157003"], ["3F0050157002"]]);
    assert.deepEqual(decodeDirectoryFile(content, ObjectDirectoryEntry), []);
  });

  for (const hex of ["3000", "300430000000", "30053003020101", "30023000"]) {
    it(`refuses ${hex} as a key`, () => {
      assert.throws(() => decodeDirectoryFile(fromHex(hex), RsaKeyObject), MalformedFileError);
    });
  }
});

describe("a number in a file of PKCS #15", () => {
  const withConsent = (hex: string) => {
    const consent = `02${(hex.length / 2).toString(16).padStart(2, "0")}${hex}`;
    const common = `30${(consent.length / 2).toString(16).padStart(2, "0")}${consent}`;
    const rest = "3007040101030201" + "82" + "A10E300C30060404" + "3F005015" + "02020800";
    const key = common + rest;
    return fromHex(`30${(key.length / 2).toString(16).padStart(2, "0")}${key}`);
  };

  for (const [hex, number] of [
    ["01", 1],
    ["7FFFFF", 0x7fffff],
    ["7FFFFFFF", 0x7fffffff],
  ] as const) {
    it(`of ${hex.length / 2} bytes is read as one`, () => {
      const [key] = decodeDirectoryFile(withConsent(hex), RsaKeyObject);
      assert.equal(key?.commonObjectAttributes.userConsent, number);
    });
  }

  for (const hex of ["", "0100000000", "41757468656E7469636174696F6E"]) {
    it(`of ${hex.length / 2} bytes is refused`, () => {
      assert.throws(() => decodeDirectoryFile(withConsent(hex), RsaKeyObject), MalformedFileError);
    });
  }
});

function hexOf(path: Path): string {
  return toHex(new Uint8Array(path.efidOrPath.buffer));
}
