/**
 * What can be tested: virtual cards in this process, virtual cards through the machine's PC/SC service, a relying party
 * of somebody else's.
 */
export const targetNames = ["virtual", "pcsc", "relying-party"] as const;

export type TargetName = (typeof targetNames)[number];

/** What a scenario may need of its target; scenarios name them in tags, as `@needs:no-reader`. */
export interface Capability {
  readonly tag: string;
  /** Targets that have it. */
  readonly targets: readonly TargetName[];
  /** Why the others do not. */
  readonly otherwise: string;
}

export const capabilities: readonly Capability[] = [
  {
    tag: "@needs:no-reader",
    targets: ["virtual"],
    otherwise: "the machine's PC/SC service always shows the readers of its virtual driver",
  },
  {
    tag: "@needs:reader-of-its-own",
    targets: ["virtual"],
    otherwise:
      "a card in a shared PC/SC service cannot leave or be reset by itself without the service losing track of it",
  },
];

/** Scenarios about somebody else's relying party; all others are about the testkit's own cards, client and CIS2. */
const relyingPartyTag = "@relying-party";

/** Why a scenario makes no sense on a target; undefined where it does. */
export function notApplicable(tags: readonly string[], target: TargetName): string | undefined {
  const isOfRelyingParty = tags.includes(relyingPartyTag);
  if (isOfRelyingParty && target !== "relying-party") return "it tests a relying party: --target relying-party";
  if (!isOfRelyingParty && target === "relying-party") return "it tests cards, client and CIS2, not a relying party";
  return capabilities.find(({ tag, targets }) => tags.includes(tag) && !targets.includes(target))?.otherwise;
}
