import type { CardFaultKind } from "./card-fault.ts";
import { wronglyAccepted, type WronglyAccepted } from "./wrongly-accepted.ts";

export const accepts: CardFaultKind = {
  name: "accepts",
  parameter: `one of ${wronglyAccepted.join(", ")}`,
  effect:
    "The card carries out what it has to refuse: a change of the passcode from a wrong one, a reset with a wrong PUK, a new " +
    "passcode that is too short, a change with wrong P1 or P2, or writing and making keys without the administration key.",
  make: (parameter) => {
    const found = wronglyAccepted.find((one) => one === parameter);
    return found === undefined
      ? undefined
      : { onOptions: (options) => ({ ...options, accepts: added(options, found) }) };
  },
};

function added({ accepts = [] }: { readonly accepts?: readonly WronglyAccepted[] | undefined }, one: WronglyAccepted) {
  return [...accepts, one];
}
