import { fromHex } from "../../../iso7816/index.ts";
import type { CertificatePurpose } from "../../../pki/index.ts";

/** The PIV application without its version, which every card accepts (NIST SP 800-73-5 part 2, 3.1.1). */
export const pivApplication = fromHex("A00000030800001000");

/** Key reference and certificate object of each purpose (SP 800-73-5 part 1, tables 2 and 4). */
export const standardSlots: Readonly<
  Record<CertificatePurpose, { readonly key: number; readonly certificate: number }>
> = {
  authentication: { key: 0x9a, certificate: 0x5fc105 },
  signing: { key: 0x9c, certificate: 0x5fc10a },
};

/**
 * Spare slots (retired key management keys 82 and 83) that hold the key pairs while 9A and 9C are being rewritten; see
 * docs/decisions/0070-renewal-with-spare-key-slots.md. They are in use if and only if 9A has no certificate.
 */
export const spareSlots: typeof standardSlots = {
  authentication: { key: 0x82, certificate: 0x5fc10d },
  signing: { key: 0x83, certificate: 0x5fc10e },
};

/** The Card Holder Unique Identifier. */
export const cardIdentifierObject = 0x5fc102;
/** The Card Capability Container. */
export const capabilityContainerObject = 0x5fc107;
export const discoveryObject = 0x7e;

/** References of the passcode: the application's own PIN, or the card's global one (SP 800-73-5 part 1, table 4). */
export const pinReference = { application: 0x80, global: 0x00 } as const;
/** The reference of the unblocking code (PUK). */
export const pukReference = 0x81;

/** Algorithm identifiers for signing (SP 800-78-5, table 9), RSA by its modulus in bits. */
export const rsaIdentifiers: ReadonlyMap<number, number> = new Map([
  [1024, 0x06],
  [2048, 0x07],
  [3072, 0x05],
]);
export const ecIdentifiers = { ES256: 0x11, ES384: 0x14 } as const;

/** The length of a field element of the curve, in bytes. */
export const fieldBytes = { ES256: 32, ES384: 48 } as const;
