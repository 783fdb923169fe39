import { parsePositiveInteger, interceptTransmit, type CardFaultKind } from "./card-fault.ts";
import { exchangeWith } from "../virtual-card.ts";

export const mute: CardFaultKind = {
  name: "mute",
  parameter: "n; default: 1",
  effect: "From the n-th command after power-on the card gives no answer.",
  make: (parameter) => {
    const from = parsePositiveInteger(parameter, 1);
    if (from === undefined) return undefined;
    return {
      onCard: (card) =>
        interceptTransmit(card, (command, number) =>
          number < from ? exchangeWith(card, command) : new Promise<never>(() => undefined),
        ),
    };
  },
};
