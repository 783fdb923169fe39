import { PowerLostError } from "../image/image-store.ts";
import { countFrom, inFrontOf, type CardFaultKind } from "./card-fault.ts";

export const removed: CardFaultKind = {
  name: "removed",
  parameter: "n",
  effect: "The card leaves the reader at the n-th command after power-on, which it does not carry out.",
  make: (parameter) => {
    const at = countFrom(parameter);
    if (at === undefined) return undefined;
    return {
      onCard: (card) =>
        inFrontOf(card, (command, number) => {
          if (number === at) throw new PowerLostError(`pulled out at command ${number}`);
          return card.transmit(command);
        }),
    };
  },
};
