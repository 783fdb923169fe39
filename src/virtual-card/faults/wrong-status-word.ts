import { decodeCommand, encodeResponse } from "../../iso7816/index.ts";
import { bytesOf, interceptTransmit, type CardFaultKind } from "./card-fault.ts";
import { exchangeWith } from "../virtual-card.ts";

export const wrongStatusWord: CardFaultKind = {
  name: "wrong-status-word",
  parameter: "INS=SW in hexadecimal, such as 87=6F00",
  effect: "The card answers the instruction with the status word and does nothing.",
  make: (parameter) => {
    const [left, right] = parameter?.split("=") ?? [];
    const ins = bytesOf(left, 1);
    const sw = bytesOf(right, 2);
    if (ins === undefined || sw === undefined) return undefined;
    return {
      onCard: (card) =>
        interceptTransmit(card, (command) =>
          decodeCommand(command)?.ins === ins ? encodeResponse(sw) : exchangeWith(card, command),
        ),
    };
  },
};
