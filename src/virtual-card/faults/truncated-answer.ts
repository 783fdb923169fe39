import { decodeCommand, decodeResponse, encodeResponse } from "../../iso7816/index.ts";
import { bytesOf, interceptTransmit, type CardFaultKind } from "./card-fault.ts";
import { exchangeWith } from "../virtual-card.ts";

export const truncatedAnswer: CardFaultKind = {
  name: "truncated-answer",
  parameter: "INS in hexadecimal, such as CB",
  effect: "The card gives only the first half of the data it should answer the instruction with.",
  make: (parameter) => {
    const ins = bytesOf(parameter, 1);
    if (ins === undefined) return undefined;
    return {
      onCard: (card) =>
        interceptTransmit(card, async (command) => {
          const answer = await exchangeWith(card, command);
          if (decodeCommand(command)?.ins !== ins) return answer;
          const { data, sw } = decodeResponse(answer);
          return encodeResponse(sw, data.subarray(0, data.length >> 1));
        }),
    };
  },
};
