import { VirtualCard } from "../../src/virtual-card/index.ts";
import { issueCard, keys } from "../../src/virtual-card/testing/issue-card.ts";

export { certificates, passcode, puk } from "../../src/virtual-card/testing/issue-card.ts";
export { keys };

/** What differs from machine to machine in the tools' output: everything made from the test keys. */
export const vary = {
  certificate: /(?<=Data \((?:9|7)\d\d bytes\): )[0-9A-F]+(?:\n +[0-9A-F]+)*/g,
  fingerprint: /(?<=Fingerprint:\t)[0-9a-f]{64}/g,
};

export function pivCard(profile = "piv"): VirtualCard {
  return new VirtualCard(issueCard({ profile }));
}
