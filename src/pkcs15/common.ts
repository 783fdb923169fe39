import { BitString, OctetString } from "@peculiar/asn1-schema";
import { Asn, integer, sequence } from "./schema.ts";

/** Where a file is: file identifiers from the MF or from the application's directory (PKCS #15 v1.1, 6.1.5). */
export class Path {
  efidOrPath = new OctetString();
  index?: number;
  length?: number;

  constructor(path?: Uint8Array) {
    if (path !== undefined) this.efidOrPath = new OctetString(path);
  }
}
sequence(Path, {
  efidOrPath: { type: OctetString },
  index: { ...integer, optional: true },
  length: { ...integer, context: 0, implicit: true, optional: true },
});

/** CommonObjectFlags, bit 0 first (6.1.8). */
export const ObjectFlag = { private: 1, modifiable: 2 } as const;

/** What every object of a card has (6.1.8). */
export class CommonObjectAttributes {
  label?: string;
  flags?: BitString;
  /** The identifier of the authentication object that protects the object. */
  authId?: OctetString;
  userConsent?: number;
  accessControlRules?: ArrayBuffer;

  constructor(fields: Partial<CommonObjectAttributes> = {}) {
    Object.assign(this, fields);
  }
}
sequence(CommonObjectAttributes, {
  label: { type: Asn.Utf8String, optional: true },
  flags: { type: BitString, optional: true },
  authId: { type: OctetString, optional: true },
  userConsent: { ...integer, optional: true },
  accessControlRules: { type: Asn.Any, optional: true },
});

/** A PKCS15Object (6.1.9): what all objects have, what all of its class have, and what is its own. */
export interface Pkcs15Object<ClassAttributes, TypeAttributes> {
  commonObjectAttributes: CommonObjectAttributes;
  classAttributes: ClassAttributes;
  /** Optional, and of no use here: kept as it came. */
  subClassAttributes?: ArrayBuffer;
  typeAttributes: TypeAttributes;
}

/** Declares a class of objects by the classes of its attributes. */
export function pkcs15Object<C, T>(target: new () => Pkcs15Object<C, T>, classType: new () => C, type: new () => T) {
  sequence<Pkcs15Object<C, T>>(target, {
    commonObjectAttributes: { type: CommonObjectAttributes },
    classAttributes: { type: classType },
    subClassAttributes: { type: Asn.Any, context: 0, optional: true },
    typeAttributes: { type, context: 1 },
  });
}
