/**
 * What can be tested: virtual cards in this process, virtual cards through a PC/SC service, a real card in a
 * reader, the trace of one, a relying party of somebody else's.
 */
export const targetNames = ["virtual", "pcsc", "reader", "replay", "relying-party"] as const;

export type TargetName = (typeof targetNames)[number];

/** What a scenario may need of its target; scenarios name them in tags, as `@needs:no-reader`. */
export interface Capability {
  readonly tag: string;
  /** Targets that have it. */
  readonly targets: readonly TargetName[];
  /** Why the others do not. */
  readonly otherwise: string;
}

const virtualCards: readonly TargetName[] = ["virtual", "pcsc"];

/** Whether the card was not made by the testkit: it is real, or was when its trace was recorded. */
export function isRealCard(target: TargetName): boolean {
  return target === "reader" || target === "replay";
}

const capabilities: readonly Capability[] = [
  {
    tag: "@needs:no-reader",
    targets: ["virtual"],
    otherwise: "the PC/SC service always shows readers",
  },
  {
    tag: "@needs:reader-of-its-own",
    targets: ["virtual"],
    otherwise:
      "a card in a shared PC/SC service cannot be removed or reset on its own: the service would lose track of it",
  },
];

/** What a real card cannot be, or may not be put through. */
const realCardCapabilities: readonly Capability[] = [
  {
    tag: "@needs:made-card",
    targets: virtualCards,
    otherwise: "it needs a card that is made for it, and a real card cannot be changed in this way",
  },
  {
    tag: "@needs:hands",
    targets: virtualCards,
    otherwise: "it swaps cards in readers, and no person is there to do this",
  },
  {
    tag: "@needs:every-try",
    targets: virtualCards,
    otherwise: "it spends more passcode tries than the testkit spends on a real card",
  },
  {
    tag: "@needs:card-to-change",
    targets: virtualCards,
    otherwise: "it changes the card, and does not undo the change",
  },
  {
    tag: "@needs:reachable-cis2",
    targets: virtualCards,
    otherwise: "the API platform cannot reach the fake CIS2 at the origins for which a real card signs",
  },
];

/** Scenarios about somebody else's relying party; all others are about the testkit's own cards, client and CIS2. */
const relyingPartyTag = "@relying-party";

/** Why a scenario makes no sense on a target; undefined if it does. */
export function notApplicable(tags: readonly string[], target: TargetName): string | undefined {
  const isOfRelyingParty = tags.includes(relyingPartyTag);
  if (isOfRelyingParty && target !== "relying-party")
    return "it tests a relying party, so it needs --target relying-party";
  if (!isOfRelyingParty && target === "relying-party")
    return "it tests cards, the client and CIS2, not a relying party";
  return [...capabilities, ...realCardCapabilities].find(
    ({ tag, targets }) => tags.includes(tag) && !targets.includes(target),
  )?.otherwise;
}
