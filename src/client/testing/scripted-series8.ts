import { privateEncrypt, type KeyObject } from "node:crypto";
import { type CommandApdu, encodeResponse, encodeTlv, fromHex, Instruction, toHex } from "../../iso7816/index.ts";
import {
  BitString,
  CertificateObject,
  CommonAuthenticationObjectAttributes,
  CommonCertificateAttributes,
  CommonKeyAttributes,
  CommonObjectAttributes,
  encodeApplicationTemplate,
  encodeDirectoryFile,
  Pkcs15KeyUsage,
  ObjectDirectoryEntry,
  OctetString,
  Path,
  PinAttributes,
  PinFlag,
  PinObject,
  PinType,
  RsaKeyAttributes,
  RsaKeyObject,
  X509CertificateAttributes,
} from "../../pkcs15/index.ts";
import type { Script } from "./scripted-card.ts";

const aid = fromHex("A0000000770100700A1000F100000100");
/** Where this card has things: nowhere near where the testkit's own series 8 card has them. */
const keyReference = 0x93;
const pinReference = 5;
const paddedLength = 20;

const octets = (hex: string) => new OctetString(fromHex(hex));

/** The files of a card by their path: an application in 4F00, with paths from there, and a PIN of digits padded with 00. */
export function tokenFiles(certificate: Uint8Array, usage: number = Pkcs15KeyUsage.sign): Record<string, Uint8Array> {
  const pin = (authId: string, reference: number, flags: number) =>
    new PinObject({
      classAttributes: new CommonAuthenticationObjectAttributes({ authId: octets(authId) }),
      typeAttributes: new PinAttributes({
        pinFlags: new BitString(PinFlag.initialized | PinFlag.needsPadding | flags),
        pinType: PinType.asciiNumeric,
        minLength: 5,
        storedLength: paddedLength,
        maxLength: 7,
        pinReference: reference,
        padChar: octets("00"),
      }),
    });
  const key = (id: string, authId: string, usageOfKey: number, reference: number) =>
    new RsaKeyObject({
      commonObjectAttributes: new CommonObjectAttributes({ authId: octets(authId) }),
      classAttributes: new CommonKeyAttributes({
        iD: octets(id),
        usage: new BitString(usageOfKey),
        keyReference: reference,
      }),
      typeAttributes: new RsaKeyAttributes({ value: new Path(), modulusLength: 2048 }),
    });
  const entry = (id: string, path: string) =>
    new CertificateObject({
      classAttributes: new CommonCertificateAttributes({ iD: octets(id) }),
      typeAttributes: new X509CertificateAttributes({ value: new Path(fromHex(path)) }),
    });
  return {
    "3F002F00": encodeApplicationTemplate({ aid, path: fromHex("3F004F00") }),
    "3F004F005031": encodeDirectoryFile([
      new ObjectDirectoryEntry({ privateKeys: new Path(fromHex("4401")) }),
      new ObjectDirectoryEntry({ certificates: new Path(fromHex("3F004F004402")) }),
      new ObjectDirectoryEntry({ certificates: new Path(fromHex("4403")) }),
      new ObjectDirectoryEntry({ authObjects: new Path(fromHex("4404")) }),
    ]),
    "3F004F004401": encodeDirectoryFile([
      key("AA", "07", Pkcs15KeyUsage.decrypt, 0x92),
      key("BB", "07", usage, keyReference),
    ]),
    "3F004F004402": encodeDirectoryFile([entry("AA", "4501")]),
    "3F004F004403": encodeDirectoryFile([entry("BB", "3F004F004502")]),
    "3F004F004404": encodeDirectoryFile([
      pin("06", 4, 0),
      pin("08", 6, PinFlag.unblockingPin),
      pin("07", pinReference, 0),
    ]),
    "3F004F004501": fromHex("3000"),
    "3F004F004502": Buffer.concat([certificate, Buffer.alloc(300)]),
  };
}

export interface Series8ScriptOptions {
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly privateKey?: KeyObject;
  readonly passcode?: string;
  /** Answers that take the place of the script's own, by INS in hexadecimal. */
  readonly instead?: Readonly<Record<string, Uint8Array>>;
}

/** What such a card answers to the commands of a sign-in: enough to drive the client, not a card to judge it by. */
export function series8Script({ files, privateKey, passcode = "12345", instead = {} }: Series8ScriptOptions): Script {
  let selected: Uint8Array = new Uint8Array();
  let key: number | undefined;
  let triesLeft = 3;
  let verified = false;

  const select = ({ p1, data }: CommandApdu) => {
    if (p1 === 0x04) {
      return Buffer.compare(data, aid) === 0 ? ok(encodeTlv(0x6f, encodeTlv(0x84, aid))) : encodeResponse(0x6a82);
    }
    const file = p1 === 0x08 ? files[toHex(data)] : undefined;
    if (file === undefined) return encodeResponse(0x6a82);
    selected = file;
    return ok(encodeTlv(0x6f, encodeTlv(0x62, encodeTlv(0x80, Uint8Array.of(file.length >> 8, file.length & 0xff)))));
  };
  const verify = ({ p2, data }: CommandApdu) => {
    if (p2 !== pinReference) return encodeResponse(0x6a88);
    if (data.length === 0) return verified ? ok() : encodeResponse(triesLeft === 0 ? 0x6983 : 0x63c0 + triesLeft);
    const expected = Buffer.alloc(paddedLength);
    expected.write(passcode);
    verified = triesLeft > 0 && expected.equals(data);
    triesLeft = verified ? 3 : triesLeft - 1;
    return verified ? ok() : encodeResponse(0x63c0 + triesLeft);
  };

  return (command) => {
    const { ins, p1, p2, le = 0, data } = command;
    const replacement = instead[ins.toString(16).padStart(2, "0").toUpperCase()];
    if (replacement !== undefined) return replacement;
    switch (ins) {
      case Instruction.SELECT:
        return select(command);
      case Instruction.READ_BINARY:
        return ok(selected.subarray((p1 << 8) | p2, ((p1 << 8) | p2) + le));
      case Instruction.VERIFY:
        return verify(command);
      case Instruction.MANAGE_SECURITY_ENVIRONMENT:
        key = data.at(-1);
        return p1 === 0x41 && p2 === 0xb6 ? ok() : encodeResponse(0x6a86);
      case Instruction.PERFORM_SECURITY_OPERATION:
        if (!verified || key !== (keyReference & 0x7f)) return encodeResponse(0x6982);
        return privateKey === undefined ? encodeResponse(0x6f00) : ok(privateEncrypt(privateKey, data));
      default:
        return encodeResponse(0x6d00);
    }
  };
}

function ok(data?: Uint8Array): Uint8Array {
  return encodeResponse(0x9000, data);
}
