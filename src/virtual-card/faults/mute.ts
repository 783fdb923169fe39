import { parsePositiveInteger, interceptTransmit, type CardFaultKind } from "./card-fault.ts";

export const mute: CardFaultKind = {
  name: "mute",
  parameter: "n, 1 unless given",
  effect: "From the n-th command after power-on the card gives no answer.",
  make: (parameter) => {
    const from = parsePositiveInteger(parameter, 1);
    if (from === undefined) return undefined;
    return {
      onCard: (card) =>
        interceptTransmit(card, (command, number) =>
          number < from ? card.transmit(command) : new Promise<never>(() => undefined),
        ),
    };
  },
};
