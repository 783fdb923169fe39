import { CardResetError } from "../card/card-reset.ts";
import { throwAtCommand, type CardFaultKind } from "./card-fault.ts";

export const reset: CardFaultKind = {
  name: "reset",
  parameter: "n",
  effect: "Another program resets the card just before the n-th command after power-on.",
  make: (parameter) => throwAtCommand(parameter, (number) => new CardResetError(`reset before command ${number}`)),
};
