import { X509Certificate } from "node:crypto";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { Random } from "../../../foundation/random.ts";
import { encodeTlv, formatTag, fromHex } from "../../../iso7816/index.ts";
import { encodePrivateKey, formatReference } from "../../secrets/key-ring.ts";
import { newReferenceData } from "../../secrets/reference-data.ts";
import type { CardCredential, CardHolderData } from "../../card-holder-data.ts";
import { blockCiphers } from "./algorithms.ts";
import { guidOf, hashOf } from "./card-identifier.ts";
import { tags } from "./data-objects.ts";
import { fascN } from "./fasc-n.ts";
import { keyRules } from "./key-references.ts";
import { pivAid } from "./piv-applet.ts";
import type { PivImage } from "./piv-image.ts";
import type { PivProfile } from "./piv-profile.ts";
import { padPin } from "./pin-format.ts";

const noExpiry = "20991231";
const errorDetection = encodeTlv(0xfe, []);
/** The administration key PIV tools try when they are told none, three times over for the longer keys. */
const commonAdministrationKey = fromHex("0102030405060708 0102030405060708 0102030405060708 0102030405060708");

/** Puts a person's data on a new PIV application. Throws PASSCODE_FORMAT. */
export function personalisePiv(profile: PivProfile, data: CardHolderData, random: Random): PivImage {
  if (!/^\d{6,8}$/.test(data.passcode)) throw new TestkitError("PASSCODE_FORMAT", { expected: "6 to 8 digits" });
  const { authentication, signing } = data;
  const keys: PivImage["keys"] = {};
  const objects = new Map<number, Uint8Array>([
    [tags.cardCapabilityContainer, cardCapabilityContainer(data.serial)],
    [tags.cardHolderUniqueIdentifier, cardHolderUniqueIdentifier(data.serial, expiryOf(authentication))],
    [tags.discovery, Buffer.concat([encodeTlv(0x4f, pivAid), encodeTlv(0x5f2f, fromHex("4000"))])],
  ]);
  if (data.holder !== undefined) objects.set(tags.printedInformation, printedInformation(data.holder, data.serial));
  for (const [reference, credential] of [
    [0x9a, authentication],
    [0x9c, signing],
  ] as const) {
    const rule = keyRules.get(reference);
    if (credential === undefined || rule === undefined) continue;
    keys[formatReference(reference)] = encodePrivateKey(credential.privateKey);
    objects.set(rule.certificate, certificateObject(credential.certificate));
  }
  const algorithm = profile.administrationAlgorithm;
  const administrationKey = commonAdministrationKey.subarray(0, blockCiphers[algorithm].keySize);
  return {
    type: "piv",
    references: {
      pin: newReferenceData(padPin(data.passcode), profile.retryLimits.pin, random, data.triesLeft),
      puk: newReferenceData(padPin(data.puk), profile.retryLimits.puk, random),
    },
    administrationKey: { algorithm, key: Buffer.from(administrationKey).toString("base64") },
    keys,
    objects: Object.fromEntries(
      [...objects].map(([tag, value]) => [formatTag(tag), Buffer.from(value).toString("base64")]),
    ),
  };
}

/** A certificate as a PIV object (SP 800-73-4, Part 1, Table 10): not compressed. */
export function certificateObject(certificate: Uint8Array): Uint8Array {
  return Buffer.concat([encodeTlv(0x70, certificate), encodeTlv(0x71, Uint8Array.of(0)), errorDetection]);
}

/** CCC (Part 1, Table 8). The card identifier starts with the GSC-RID and carries the head of the serial's hash. */
function cardCapabilityContainer(serial: string): Uint8Array {
  const identifier = Buffer.concat([fromHex("A000000116 FF 02"), hashOf(serial).subarray(0, 14)]);
  const fields: [number, Uint8Array][] = [
    [0xf0, identifier],
    [0xf1, fromHex("21")],
    [0xf2, fromHex("21")],
    [0xf3, fromHex("")],
    [0xf4, fromHex("00")],
    [0xf5, fromHex("10")],
    ...[0xf6, 0xf7, 0xfa, 0xfb, 0xfc, 0xfd].map((tag): [number, Uint8Array] => [tag, fromHex("")]),
  ];
  return Buffer.concat([...fields.map(([tag, value]) => encodeTlv(tag, value)), errorDetection]);
}

/** CHUID (Part 1, Table 9). The issuer's signature is empty: no client of ours checks it, and no issuer made it. */
function cardHolderUniqueIdentifier(serial: string, expiry: string): Uint8Array {
  return Buffer.concat([
    encodeTlv(0x30, fascN(serial)),
    encodeTlv(0x34, guidOf(serial)),
    encodeTlv(0x35, Buffer.from(expiry, "latin1")),
    encodeTlv(0x3e, []),
    errorDetection,
  ]);
}

/** Printed Information (Part 1, Table 14): name, affiliation, expiry, card serial number, issuer. */
function printedInformation(holder: string, serial: string): Uint8Array {
  const text = (tag: number, value: string, size: number) =>
    encodeTlv(tag, Buffer.from(value, "latin1").subarray(0, size));
  return Buffer.concat([
    text(0x01, holder, 125),
    text(0x02, "EMULATED NHS", 20),
    text(0x04, "2099DEC31", 9),
    text(0x05, serial, 20),
    text(0x06, "EMULATED", 15),
    errorDetection,
  ]);
}

/** The day the authentication certificate ends, as the whole card's; a certificate that cannot be read has none. */
function expiryOf(credential: CardCredential | undefined): string {
  if (credential === undefined) return noExpiry;
  try {
    const { validToDate } = new X509Certificate(Buffer.from(credential.certificate));
    return validToDate.toISOString().slice(0, 10).replaceAll("-", "");
  } catch {
    return noExpiry;
  }
}
