import { PowerLostError } from "../image/image-store.ts";
import { throwAtCommand, type CardFaultKind } from "./card-fault.ts";

export const removed: CardFaultKind = {
  name: "removed",
  parameter: "n",
  effect: "The card leaves the reader at the n-th command after power-on, which it does not carry out.",
  make: (parameter) => throwAtCommand(parameter, (number) => new PowerLostError(`pulled out at command ${number}`)),
};
