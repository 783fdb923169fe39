import { CardResetError } from "../card/card-reset.ts";
import { countFrom, inFrontOf, type CardFaultKind } from "./card-fault.ts";

export const reset: CardFaultKind = {
  name: "reset",
  parameter: "n",
  effect: "Another program resets the card just before the n-th command after power-on.",
  make: (parameter) => {
    const at = countFrom(parameter);
    if (at === undefined) return undefined;
    return {
      onCard: (card) =>
        inFrontOf(card, (command, number) => {
          if (number === at) throw new CardResetError(`reset before command ${number}`);
          return card.transmit(command);
        }),
    };
  },
};
