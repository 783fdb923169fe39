import type { AdministrationAlgorithm } from "./algorithms.ts";

/** What PIV cards differ in, each choice seen on some card or left open by SP 800-73. */
export interface PivProfile {
  readonly type: "piv";
  /** The fewest bytes of the AID that SELECT takes; SP 800-73 demands 9, many cards take the 5 of the RID. */
  readonly shortestAid: number;
  /** What the application property template gives in 4F: the PIX alone, or the whole AID. */
  readonly identifierInTemplate: "pix" | "whole";
  readonly label: string;
  readonly retryLimits: { readonly pin: number; readonly puk: number };
  /** Whether selecting PIV while it is selected keeps the security status (SP 800-73) or drops it (some cards). */
  readonly statusOnReselect: "kept" | "dropped";
  /** Whether the signature key 9C wants the PIN verified by the very command before. */
  readonly pinAlways: "enforced" | "once";
  /** Whether a key management key refuses to make signatures, and the others to agree on keys. */
  readonly keyPurposes: "enforced" | "ignored";
  /** The answer to a PIN that has not eight bytes. */
  readonly refusedPinLength: "6A80" | "6700";
  /** When a chained command without the security status it needs is refused. */
  readonly chainRefusal: "first-block" | "last-block";
  /** The algorithm of the administration key 9B that personalisation puts in. */
  readonly administrationAlgorithm: AdministrationAlgorithm;
}
