import { setTimeout as pause } from "node:timers/promises";
import { countFrom, inFrontOf, type CardFaultKind } from "./card-fault.ts";

export const slow: CardFaultKind = {
  name: "slow",
  parameter: "milliseconds",
  effect: "The card takes that long for each command.",
  make: (parameter) => {
    const milliseconds = countFrom(parameter);
    if (milliseconds === undefined) return undefined;
    return {
      onCard: (card) =>
        inFrontOf(card, async (command) => {
          await pause(milliseconds);
          return card.transmit(command);
        }),
    };
  },
};
