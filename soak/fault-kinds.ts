import type { SeededGenerator } from "../fuzz/runner/seeded-generator.ts";
import { expectedRefusals } from "../src/harness/relying-party/testing/expected-refusals.ts";
import { faultCatalogue, type FaultName } from "../src/fake-cis2/index.ts";
import type { Cut } from "./cut-network.ts";

/** Something that goes wrong with one sign-in, and what has to come of it. */
export interface FaultKind {
  readonly name: string;
  /** "right": the person is signed in all the same; else the code of the error. */
  readonly outcome: string;
  /** The persona it needs. Default: any sound one of the user. */
  readonly persona?: string;
  /** The card it needs. Default: either. */
  readonly profile?: "piv" | "series8";
  readonly provider?: { readonly fault: FaultName; readonly milliseconds?: number };
  /** As `card --fault` takes them. */
  readonly card?: string;
  /** What the person enters before the right passcode, or instead of it. */
  readonly passcodes?: "wrong-once" | "wrong-thrice" | "none";
  readonly readers?: "empty" | "two-cards";
  readonly network?: Cut;
  /** What the registration authority did to the card. */
  readonly register?: "suspend" | "cancel";
  /** Whether CIS2 itself refuses, which its journal then says. */
  readonly refusedByCis2?: boolean;
}

/** These answers are not for one relying party, so that their faults would hit other sign-ins of the moment. */
const shared: readonly string[] = ["discovery", "jwks"];
/** It is late, but within a relying party's timeout. */
const lateMilliseconds = 150;

const providerFaults = (Object.entries(expectedRefusals) as [FaultName, string][])
  .filter(([fault]) => !shared.includes(faultCatalogue[fault].endpoint))
  .map(([fault, outcome]): FaultKind =>
    fault === "slow"
      ? { name: "slow", outcome: "right", provider: { fault, milliseconds: lateMilliseconds } }
      : { name: fault, outcome: outcome === "accepted" ? "right" : outcome, provider: { fault } },
  );

const cardFaults: readonly FaultKind[] = [
  { name: "card removed", outcome: "CARD_REMOVED", card: "removed:3" },
  { name: "card reset", outcome: "CARD_RESET", card: "reset:3" },
  { name: "card slow", outcome: "right", card: "slow:3" },
  { name: "card without power", outcome: "CARD_REMOVED", card: "power-loss:1" },
  { name: "certificate damaged", outcome: "CARD_ANSWER_MALFORMED", card: "corrupt-certificate" },
  { name: "VERIFY fails", outcome: "CARD_ANSWER_UNEXPECTED", card: "wrong-status-word:20=6F00" },
  { name: "signature fails", outcome: "CARD_ANSWER_UNEXPECTED", card: "wrong-status-word:87=6F00", profile: "piv" },
  { name: "signature fails", outcome: "CARD_ANSWER_UNEXPECTED", card: "wrong-status-word:2A=6F00", profile: "series8" },
  { name: "object cut short", outcome: "CARD_ANSWER_MALFORMED", card: "truncated-answer:CB", profile: "piv" },
  { name: "file cut short", outcome: "CARD_ANSWER_MALFORMED", card: "truncated-answer:B0", profile: "series8" },
  { name: "no card", outcome: "CARD_ABSENT", readers: "empty" },
  { name: "two cards", outcome: "CARD_SEVERAL", readers: "two-cards" },
];

const peoplesFaults: readonly FaultKind[] = [
  { name: "nothing", outcome: "right" },
  { name: "passcode mistyped", outcome: "right", passcodes: "wrong-once" },
  { name: "passcode guessed", outcome: "PASSCODE_LOCKED", passcodes: "wrong-thrice" },
  { name: "cancelled", outcome: "PASSCODE_CANCELLED", passcodes: "none" },
  { name: "locked card", outcome: "PASSCODE_LOCKED", persona: "locked-card" },
  { name: "blank card", outcome: "CARD_WITHOUT_CERTIFICATE", persona: "blank-card" },
  { name: "expired", outcome: "CERTIFICATE_EXPIRED", persona: "expired-certificate", refusedByCis2: true },
  { name: "not yet valid", outcome: "CERTIFICATE_NOT_YET_VALID", persona: "future-certificate", refusedByCis2: true },
  { name: "revoked", outcome: "CERTIFICATE_REVOKED", persona: "revoked-certificate", refusedByCis2: true },
  { name: "cancelled card", outcome: "CARD_CANCELLED", persona: "cancelled-card", refusedByCis2: true },
  { name: "leaver", outcome: "USER_INACTIVE", persona: "leaver", refusedByCis2: true },
  { name: "unknown user", outcome: "USER_UNKNOWN", persona: "unknown-user", refusedByCis2: true },
  { name: "suspended", outcome: "CARD_SUSPENDED", register: "suspend", refusedByCis2: true },
];

const networkFaults: readonly FaultKind[] = [
  { name: "connection refused once", outcome: "right", network: "refused-once" },
  { name: "cut before sending", outcome: "CIS2_UNREACHABLE", network: "before" },
  { name: "cut after sending", outcome: "CIS2_UNREACHABLE", network: "after" },
  { name: "answer of a proxy", outcome: "CIS2_ANSWER_UNEXPECTED", network: "proxy-page" },
];

export const faultKinds: readonly FaultKind[] = [...providerFaults, ...cardFaults, ...peoplesFaults, ...networkFaults];

/** A kind of group first, so that the many faults of the provider do not crowd out the others. */
export function someFault(dice: SeededGenerator): FaultKind {
  const [nothing] = peoplesFaults;
  const group = dice.pick([providerFaults, cardFaults, peoplesFaults, networkFaults, nothing ? [nothing] : []]);
  return dice.pick(group);
}
