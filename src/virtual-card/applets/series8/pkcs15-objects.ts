import { fromHex } from "../../../iso7816/index.ts";
import {
  BitString,
  CertificateObject,
  CommonAuthenticationObjectAttributes,
  CommonCertificateAttributes,
  CommonKeyAttributes,
  CommonObjectAttributes,
  KeyAccess,
  ObjectFlag,
  OctetString,
  Path,
  PinAttributes,
  PinFlag,
  PinObject,
  PinType,
  RsaKeyAttributes,
  RsaKeyObject,
  X509CertificateAttributes,
} from "../../../pkcs15/index.ts";
import { paddedLength, shortestLength } from "./passcode-format.ts";
import type { Series8KeyPlace } from "./series8-profile.ts";
import { pinReference, pukReference } from "./series8-state.ts";

const authIds = { pin: octets("01"), puk: octets("02") };
const modulusLength = 2048;

/** A private key: the passcode protects it, and it never leaves the card. */
export function privateKeyObject(place: Series8KeyPlace, usage: number, application: Uint8Array): RsaKeyObject {
  return new RsaKeyObject({
    commonObjectAttributes: new CommonObjectAttributes({
      label: place.label,
      flags: new BitString(ObjectFlag.private),
      authId: authIds.pin,
    }),
    classAttributes: new CommonKeyAttributes({
      iD: octets(place.id),
      usage: new BitString(usage),
      accessFlags: new BitString(KeyAccess.sensitive | KeyAccess.alwaysSensitive | KeyAccess.neverExtractable),
      keyReference: place.keyReference,
    }),
    typeAttributes: new RsaKeyAttributes({ value: new Path(application), modulusLength }),
  });
}

export function publicKeyObject(place: Series8KeyPlace, usage: number, path: Uint8Array): RsaKeyObject {
  return new RsaKeyObject({
    commonObjectAttributes: new CommonObjectAttributes({ label: place.label }),
    classAttributes: new CommonKeyAttributes({ iD: octets(place.id), usage: new BitString(usage) }),
    typeAttributes: new RsaKeyAttributes({ value: new Path(path), modulusLength }),
  });
}

export function certificateObject(place: Series8KeyPlace, path: Uint8Array): CertificateObject {
  return new CertificateObject({
    commonObjectAttributes: new CommonObjectAttributes({ label: place.label }),
    classAttributes: new CommonCertificateAttributes({ iD: octets(place.id) }),
    typeAttributes: new X509CertificateAttributes({ value: new Path(path) }),
  });
}

/** The passcode, which the unblocking code protects, and that code itself. */
export function pinObjects(): PinObject[] {
  return [
    pinObject("Passcode", pinReference, authIds.pin, 0, authIds.puk),
    pinObject("Unblocking code", pukReference, authIds.puk, PinFlag.unblockingPin),
  ];
}

function pinObject(label: string, reference: number, authId: OctetString, flags: number, protectedBy?: OctetString) {
  return new PinObject({
    commonObjectAttributes: new CommonObjectAttributes({
      label,
      flags: new BitString(ObjectFlag.private),
      ...(protectedBy && { authId: protectedBy }),
    }),
    classAttributes: new CommonAuthenticationObjectAttributes({ authId }),
    typeAttributes: new PinAttributes({
      pinFlags: new BitString(PinFlag.caseSensitive | PinFlag.initialized | PinFlag.needsPadding | flags),
      pinType: PinType.utf8,
      minLength: shortestLength,
      storedLength: paddedLength,
      maxLength: paddedLength,
      pinReference: reference,
      padChar: octets("FF"),
    }),
  });
}

function octets(hex: string): OctetString {
  return new OctetString(fromHex(hex));
}
