import { BitString, OctetString } from "@peculiar/asn1-schema";
import { Asn, integer, sequence } from "./schema.ts";

/** TokenFlags, bit 0 first (PKCS #15 v1.1, 6.9). */
export const TokenFlag = { readOnly: 1, loginRequired: 2, prnGeneration: 4, eidCompliant: 8 } as const;

/** TokenInfo (6.9), as far as cards of ours fill it. */
export class TokenInfo {
  version = 0;
  serialNumber = new OctetString();
  manufacturerID?: string;
  label?: string;
  tokenFlags = new BitString();

  constructor(fields: Partial<TokenInfo> = {}) {
    Object.assign(this, fields);
  }
}
sequence(TokenInfo, {
  version: integer,
  serialNumber: { type: OctetString },
  manufacturerID: { type: Asn.Utf8String, optional: true },
  label: { type: Asn.Utf8String, context: 0, implicit: true, optional: true },
  tokenFlags: { type: BitString },
});
