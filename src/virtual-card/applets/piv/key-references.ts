/** What a key is for (SP 800-73-4, Part 1, 3.2 and Table 4b) and what it needs before it works. */
export interface KeyRule {
  readonly purpose: "signature" | "key-management";
  /** `always`: the PIN by the command just before; `once`: at any time since the card was selected. */
  readonly pin: "never" | "once" | "always";
  readonly contactless: boolean;
  /** The data object that holds the key's certificate. */
  readonly certificate: number;
}

export const administrationKeyReference = 0x9b;

const retired = Array.from({ length: 20 }, (_, index): [number, KeyRule] => [
  0x82 + index,
  { purpose: "key-management", pin: "once", contactless: false, certificate: 0x5fc10d + index },
]);

/** The asymmetric keys of a PIV card by their reference. */
export const keyRules: ReadonlyMap<number, KeyRule> = new Map([
  [0x9a, { purpose: "signature", pin: "once", contactless: false, certificate: 0x5fc105 }],
  [0x9c, { purpose: "signature", pin: "always", contactless: false, certificate: 0x5fc10a }],
  [0x9d, { purpose: "key-management", pin: "once", contactless: false, certificate: 0x5fc10b }],
  [0x9e, { purpose: "signature", pin: "never", contactless: true, certificate: 0x5fc101 }],
  ...retired,
]);
