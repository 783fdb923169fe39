import type { JournalEntry } from "../../../fake-cis2/index.ts";
import { checkName } from "./check-name.ts";
import { explanation } from "./explanation.ts";
import type { Noted } from "./sign-in-record.ts";

type GasEntry = Extract<JournalEntry, { type: "gas" }>;

const done: Readonly<Record<string, string>> = {
  activation: "Gives the Identity Agent a challenge for the card",
  authentication: "Has checked what the card signed, and gives a ticket",
  "role selection": "Takes the role that was selected",
  "role assertion": "Gives a program the person's roles for the ticket",
  logout: "Ends the ticket",
};

/** What happened at `gas`, the authentication service of CIS1, as a step of a sign-in. */
export function gasStep({ at, step, userId, refused, check, joins }: GasEntry): Noted {
  const facts = { network: "CIS1", userId };
  if (refused === undefined) {
    const outcome = step === "authentication" ? { outcome: "signed in" as const } : {};
    const line = done[step] ?? step;
    return { joins, opens: step === "activation", facts: { ...facts, ...outcome }, step: { at, place: "CIS1", line } };
  }
  return {
    joins,
    opens: true,
    facts,
    step: {
      ...{ at, place: "CIS1", line: `Refuses the ${step}: ${refused}`, detail: explanation(refused) },
      refused: { code: refused, ...(check === undefined ? {} : { check: checkName(check) }) },
    },
  };
}

/** Of the card of a sign-in at `gas` no more is known than that it signed. */
export function gasCardStep({ at, step, joins }: GasEntry): Noted | undefined {
  if (step !== "authentication") return undefined;
  const line = "Was in a reader of the Identity Agent: what the card did was not seen";
  return { joins, step: { at, place: "card", line }, facts: { card: "not seen" }, onlyIfCardUnseen: true };
}
