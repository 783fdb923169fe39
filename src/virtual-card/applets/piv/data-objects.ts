/** A data object of the PIV data model (SP 800-73-4, Part 1, Tables 2 and 3). */
export interface DataObjectRule {
  readonly name: string;
  /** Who may read it by contacts. */
  readonly read: "always" | "pin";
  /** Whether it may be read without contacts, with no virtual contact interface set up. */
  readonly contactless: boolean;
  /** Whether GET DATA wraps it in 53; the others are a template of their own tag. */
  readonly wrapped: boolean;
}

const rule = (name: string, rest: Partial<DataObjectRule> = {}): DataObjectRule => ({
  name,
  read: "always",
  contactless: false,
  wrapped: true,
  ...rest,
});

export const tags = {
  cardCapabilityContainer: 0x5fc107,
  cardHolderUniqueIdentifier: 0x5fc102,
  printedInformation: 0x5fc109,
  discovery: 0x7e,
  biometricGroupTemplate: 0x7f61,
} as const;

export const dataObjects: ReadonlyMap<number, DataObjectRule> = new Map([
  [tags.cardCapabilityContainer, rule("Card Capability Container")],
  [tags.cardHolderUniqueIdentifier, rule("Card Holder Unique Identifier", { contactless: true })],
  [0x5fc105, rule("X.509 Certificate for PIV Authentication")],
  [0x5fc103, rule("Cardholder Fingerprints", { read: "pin" })],
  [0x5fc106, rule("Security Object")],
  [0x5fc108, rule("Cardholder Facial Image", { read: "pin" })],
  [0x5fc101, rule("X.509 Certificate for Card Authentication", { contactless: true })],
  [0x5fc10a, rule("X.509 Certificate for Digital Signature")],
  [0x5fc10b, rule("X.509 Certificate for Key Management")],
  [tags.printedInformation, rule("Printed Information", { read: "pin" })],
  [tags.discovery, rule("Discovery Object", { contactless: true, wrapped: false })],
  [0x5fc10c, rule("Key History Object")],
  ...Array.from({ length: 20 }, (_, index): [number, DataObjectRule] => [
    0x5fc10d + index,
    rule(`Retired X.509 Certificate for Key Management ${index + 1}`),
  ]),
  [0x5fc121, rule("Cardholder Iris Images", { read: "pin" })],
  [
    tags.biometricGroupTemplate,
    rule("Biometric Information Templates Group Template", { contactless: true, wrapped: false }),
  ],
  [0x5fc122, rule("Secure Messaging Certificate Signer", { contactless: true })],
  [0x5fc123, rule("Pairing Code Reference Data Container", { read: "pin" })],
]);
