import { parsePositiveInteger, interceptTransmit, type CardFaultKind } from "./card-fault.ts";
import { exchangeWith } from "../virtual-card.ts";

export const slow: CardFaultKind = {
  name: "slow",
  parameter: "milliseconds",
  effect: "The card takes that long for each command.",
  make: (parameter, wait) => {
    const milliseconds = parsePositiveInteger(parameter);
    if (milliseconds === undefined) return undefined;
    return {
      onCard: (card) =>
        interceptTransmit(card, async (command) => {
          await wait(milliseconds);
          return exchangeWith(card, command);
        }),
    };
  },
};
