import { BitString, OctetString } from "@peculiar/asn1-schema";
import { CommonObjectAttributes, Path, pkcs15Object, type Pkcs15Object } from "./common.ts";
import { Asn, enumerated, integer, sequence } from "./schema.ts";

/** PinFlags, bit 0 first (PKCS #15 v1.1, 6.8.2). */
export const PinFlag = {
  caseSensitive: 1 << 0,
  local: 1 << 1,
  changeDisabled: 1 << 2,
  unblockDisabled: 1 << 3,
  initialized: 1 << 4,
  needsPadding: 1 << 5,
  unblockingPin: 1 << 6,
  soPin: 1 << 7,
} as const;

/** PinType (6.8.2). */
export const PinType = { bcd: 0, asciiNumeric: 1, utf8: 2 } as const;

export class CommonAuthenticationObjectAttributes {
  authId = new OctetString();

  constructor(fields: Partial<CommonAuthenticationObjectAttributes> = {}) {
    Object.assign(this, fields);
  }
}
sequence(CommonAuthenticationObjectAttributes, { authId: { type: OctetString } });

/** PinAttributes (6.8.2). Lengths are in characters, `storedLength` in bytes. */
export class PinAttributes {
  pinFlags = new BitString();
  pinType: number = PinType.asciiNumeric;
  minLength = 0;
  storedLength = 0;
  maxLength?: number;
  pinReference = 0;
  padChar?: OctetString;
  lastPinChange?: Date;
  path?: Path;

  constructor(fields: Partial<PinAttributes> = {}) {
    Object.assign(this, fields);
  }
}
sequence(PinAttributes, {
  pinFlags: { type: BitString },
  pinType: enumerated,
  minLength: integer,
  storedLength: integer,
  maxLength: { ...integer, optional: true },
  pinReference: { ...integer, context: 0, implicit: true, defaultValue: 0 },
  padChar: { type: OctetString, optional: true },
  lastPinChange: { type: Asn.GeneralizedTime, optional: true },
  path: { type: Path, optional: true },
});

/** A PIN in the authentication object directory file (6.8.1). */
export class PinObject implements Pkcs15Object<CommonAuthenticationObjectAttributes, PinAttributes> {
  commonObjectAttributes = new CommonObjectAttributes();
  classAttributes = new CommonAuthenticationObjectAttributes();
  subClassAttributes?: ArrayBuffer;
  typeAttributes = new PinAttributes();

  constructor(fields: Partial<PinObject> = {}) {
    Object.assign(this, fields);
  }
}
pkcs15Object(PinObject, CommonAuthenticationObjectAttributes, PinAttributes);
