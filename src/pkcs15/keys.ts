import { BitString, OctetString } from "@peculiar/asn1-schema";
import { CommonObjectAttributes, Path, pkcs15Object, type Pkcs15Object } from "./common.ts";
import { Asn, integer, sequence } from "./schema.ts";

/** KeyUsageFlags, bit 0 first (PKCS #15 v1.1, 6.1.11). */
export const Pkcs15KeyUsage = {
  encrypt: 1 << 0,
  decrypt: 1 << 1,
  sign: 1 << 2,
  signRecover: 1 << 3,
  wrap: 1 << 4,
  unwrap: 1 << 5,
  verify: 1 << 6,
  verifyRecover: 1 << 7,
  derive: 1 << 8,
  nonRepudiation: 1 << 9,
} as const;

/** KeyAccessFlags (6.1.11). */
export const KeyAccess = { sensitive: 1, extractable: 2, alwaysSensitive: 4, neverExtractable: 8, local: 16 } as const;

/** What private and public keys have in common (6.1.11). */
export class CommonKeyAttributes {
  iD = new OctetString();
  usage = new BitString();
  native = true;
  accessFlags?: BitString;
  keyReference?: number;
  startDate?: Date;
  endDate?: Date;

  constructor(fields: Partial<CommonKeyAttributes> = {}) {
    Object.assign(this, fields);
  }
}
sequence(CommonKeyAttributes, {
  iD: { type: OctetString },
  usage: { type: BitString },
  native: { type: Asn.Boolean, defaultValue: true },
  accessFlags: { type: BitString, optional: true },
  keyReference: { ...integer, optional: true },
  startDate: { type: Asn.GeneralizedTime, optional: true },
  endDate: { type: Asn.GeneralizedTime, context: 0, implicit: true, optional: true },
});

/** PrivateRSAKeyAttributes and PublicRSAKeyAttributes (6.3.3, 6.4.3): the same fields. */
export class RsaKeyAttributes {
  value = new Path();
  modulusLength = 0;

  constructor(fields: Partial<RsaKeyAttributes> = {}) {
    Object.assign(this, fields);
  }
}
sequence(RsaKeyAttributes, { value: { type: Path }, modulusLength: integer });

/** An RSA key in a private or public key directory file (6.3.1, 6.4.1). */
export class RsaKeyObject implements Pkcs15Object<CommonKeyAttributes, RsaKeyAttributes> {
  commonObjectAttributes = new CommonObjectAttributes();
  classAttributes = new CommonKeyAttributes();
  subClassAttributes?: ArrayBuffer;
  typeAttributes = new RsaKeyAttributes();

  constructor(fields: Partial<RsaKeyObject> = {}) {
    Object.assign(this, fields);
  }
}
pkcs15Object(RsaKeyObject, CommonKeyAttributes, RsaKeyAttributes);
