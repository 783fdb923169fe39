import { exchangeWith, type InsertableCard } from "../virtual-card.ts";
import { describeCommand, describeResponse } from "./describe.ts";

/** The same card, which tells of everything that goes between it and its reader, a line at a time, passcodes left out. */
export function tracedCard(card: InsertableCard, tell: (line: string) => void): InsertableCard {
  let number = 0;
  return {
    atr: card.atr,
    powerOn: () => {
      tell("power on");
      card.powerOn();
    },
    powerOff: () => card.powerOff?.(),
    reset: () => {
      tell("reset");
      card.reset();
    },
    transmit: async (command) => {
      const current = (number += 1);
      tell(`${current} > ${describeCommand(command)}`);
      try {
        const answer = await exchangeWith(card, command);
        tell(`${current} < ${describeResponse(answer)}`);
        return answer;
      } catch (error) {
        tell(`${current} < no answer: ${error instanceof Error ? error.message : String(error)}`);
        throw error;
      }
    },
  };
}
