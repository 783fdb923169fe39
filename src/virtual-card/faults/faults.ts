import { setTimeout as pause } from "node:timers/promises";
import { accepts } from "./accepts.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CardFault, CardFaultKind, Wait } from "./card-fault.ts";
import { corruptCertificate } from "./corrupt-certificate.ts";
import { mute } from "./mute.ts";
import { powerLoss } from "./power-loss.ts";
import { removed } from "./removed.ts";
import { reset } from "./reset.ts";
import { slow } from "./slow.ts";
import { truncatedAnswer } from "./truncated-answer.ts";
import { wrongStatusWord } from "./wrong-status-word.ts";

/** Everything that can be wrong with a card, by name. */
export const cardFaults: readonly CardFaultKind[] = [
  mute,
  slow,
  removed,
  wrongStatusWord,
  corruptCertificate,
  truncatedAnswer,
  powerLoss,
  reset,
  accepts,
];

const waitForReal: Wait = (milliseconds) => pause(milliseconds);

/**
 * Reads a fault as it is asked for: `name` or `name:parameter`. `wait` is how a slow card lets time pass; a test can give one
 * that moves a clock. Default: it waits. Throws CARD_FAULT_UNKNOWN, which lists those there are,
 * and CONFIGURATION_INVALID when the parameter is not of the fault's form.
 */
export function cardFault(request: string, wait: Wait = waitForReal): CardFault {
  const [, name = "", parameter] = /^([^:]*)(?::(.*))?$/.exec(request) ?? [];
  const kind = cardFaults.find((candidate) => candidate.name === name);
  if (kind === undefined) {
    const known = cardFaults.map((candidate) => candidate.name).join(", ");
    throw new TestkitError("CARD_FAULT_UNKNOWN", { fault: name, known });
  }
  const fault = kind.make(parameter, wait);
  if (fault !== undefined) return fault;
  const reason = kind.parameter === undefined ? "it takes no parameter" : `its parameter is ${kind.parameter}`;
  throw new TestkitError("CONFIGURATION_INVALID", { setting: `The card fault "${request}"`, reason });
}
