import type { JournalEntry } from "../../../fake-cis2/index.ts";
import { explanation } from "./explanation.ts";
import { gasCardStep, gasStep } from "./gas-steps.ts";
import { httpStep } from "./http-steps.ts";
import type { Noted } from "./sign-in-record.ts";

type Entry<Type extends JournalEntry["type"]> = Extract<JournalEntry, { type: Type }>;

/** An entry of the journal as steps of a sign-in; none if it is no part of one. */
export function journalSteps(entry: JournalEntry): readonly Noted[] {
  const noted = entry.type === "gas" ? [gasCardStep(entry), gasStep(entry)] : [journalStep(entry)];
  return noted.filter((one) => one !== undefined);
}

function journalStep(entry: Exclude<JournalEntry, { type: "gas" }>): Noted | undefined {
  switch (entry.type) {
    case "request":
      return httpStep(entry);
    case "sign-in":
      return signInStep(entry);
    case "fault":
      return {
        joins: entry.joins,
        step: { ...cis2(entry), line: `Shows the fault ${entry.fault} at ${entry.endpoint}` },
      };
    case "logout":
      return entry.sid === undefined
        ? undefined
        : { joins: [`sid:${entry.sid}`], step: { ...cis2(entry), line: logoutLine(entry) } };
    case "connection":
      return undefined;
  }
}

function signInStep(entry: Entry<"sign-in">): Noted {
  const { uid, challenge, clientId, userId, refused, withoutCard } = entry;
  const joins = [uid, ...(challenge === undefined ? [] : [challengeId(challenge)])];
  const card = withoutCard === undefined ? {} : { card: "no card" as const };
  const noted = { joins, facts: { clientId, userId, ...card }, opens: true };
  if (refused === undefined) return { ...noted, step: { ...cis2(entry), line: lineOf(entry) } };
  const line = `Refuses: ${refused}`;
  return { ...noted, step: { ...cis2(entry), line, detail: explanation(refused), refused: { code: refused } } };
}

function lineOf({ step, challenge, userId, withoutCard }: Entry<"sign-in">): string {
  const by = withoutCard === undefined ? "" : ` by ${withoutCard}, without a card`;
  switch (step) {
    case "role":
      return `Knows the person (${userId ?? "unknown"})${by}, and asks for a role`;
    case "finished":
      return userId === undefined ? "Ends the sign-in" : `Has signed ${userId} in${by}, and sends the browser back`;
    default:
      return challenge === undefined ? "Waits for the smartcard" : "Gives a challenge for the card";
  }
}

function logoutLine({ error, status, attempt }: Entry<"logout">): string {
  return `Sends a logout token (attempt ${attempt}): ${error ?? `answered ${status ?? 0}`}`;
}

/** The id by which the sign-in and the card of a challenge, Base64, are joined. */
export function challengeId(challenge: string): string {
  return `challenge:${challenge}`;
}

function cis2({ at }: JournalEntry): { readonly at: string; readonly place: "CIS2" } {
  return { at, place: "CIS2" };
}
