import { answerFaults } from "./answer-faults.ts";
import type { Fault } from "./fault.ts";
import { idTokenFaults } from "./id-token-faults.ts";
import { returnFaults } from "./return-faults.ts";
import { transportFaults } from "./transport-faults.ts";

/** Every fault that can be set, by name. */
export const faultCatalogue = {
  ...idTokenFaults,
  ...answerFaults,
  ...returnFaults,
  ...transportFaults,
} satisfies Record<string, Fault>;

export type FaultName = keyof typeof faultCatalogue;
export const faultNames = Object.keys(faultCatalogue) as [FaultName, ...FaultName[]];
