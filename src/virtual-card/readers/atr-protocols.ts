export type CardProtocol = "T=0" | "T=1";

export interface OfferedProtocols {
  readonly offered: ReadonlySet<CardProtocol>;
  /** What the card speaks after a reset if the reader does not choose. */
  readonly initial: CardProtocol;
}

/**
 * The transmission protocols of an answer to reset: the low halves of TD1, TD2 and so on (ISO/IEC 7816-3, 8.2.3). Without
 * TD1 it is T=0.
 */
export function protocolsOf(atr: Uint8Array): OfferedProtocols {
  const found: CardProtocol[] = [];
  let position = 1;
  let present = (atr[position] ?? 0) >> 4;
  while ((present & 0x8) !== 0) {
    position += bitCount(present);
    const td = atr[position];
    if (td === undefined) break;
    const protocol = td & 0x0f;
    if (protocol === 0) found.push("T=0");
    if (protocol === 1) found.push("T=1");
    present = td >> 4;
  }
  const [initial = "T=0"] = found;
  return { offered: new Set(found.length === 0 ? ["T=0"] : found), initial };
}

/** The protocol to use of those a program takes: T=1 before T=0, as PC/SC services choose. */
export function chooseProtocol(atr: Uint8Array, accepted: ReadonlySet<CardProtocol>): CardProtocol | undefined {
  const { offered } = protocolsOf(atr);
  return (["T=1", "T=0"] as const).find((protocol) => offered.has(protocol) && accepted.has(protocol));
}

function bitCount(half: number): number {
  return [1, 2, 4, 8].filter((bit) => (half & bit) !== 0).length;
}
