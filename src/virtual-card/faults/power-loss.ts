import { PowerLostError } from "../image/image-store.ts";
import { parsePositiveInteger, type CardFaultKind } from "./card-fault.ts";

export const powerLoss: CardFaultKind = {
  name: "power-loss",
  parameter: "n; default: 1",
  effect: "The card loses its power in the middle of its n-th write, and comes up again from what was written before.",
  make: (parameter) => {
    const at = parsePositiveInteger(parameter, 1);
    if (at === undefined) return undefined;
    let writes = 0;
    return {
      onStore: (store) => ({
        save: (image) => {
          writes += 1;
          if (writes === at) throw new PowerLostError(`at write ${writes}`);
          store.save(image);
        },
      }),
    };
  },
};
