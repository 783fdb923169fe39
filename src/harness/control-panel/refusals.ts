import type { JournalEntry } from "../../fake-cis2/index.ts";
import { explanation } from "./timeline/explanation.ts";

/** Something that CIS2 has refused. */
export interface CisRefusal {
  readonly at: string;
  readonly what: string;
  readonly clientId: string | undefined;
  readonly error: string;
  /** Undefined if no more is known than the error. */
  readonly why: string | undefined;
}

/** What the journal has of refusals, the newest first: of requests, of sign-ins and at gas. */
export function refusalsIn(journal: readonly JournalEntry[]): readonly CisRefusal[] {
  return journal
    .toReversed()
    .map(refusalOf)
    .filter((one) => one !== undefined);
}

function refusalOf(entry: JournalEntry): CisRefusal | undefined {
  const { at } = entry;
  switch (entry.type) {
    case "request": {
      const { method, path, clientId, location } = entry;
      const sent = location === undefined ? undefined : URL.parse(location, "http://path.invalid")?.searchParams;
      const error = entry.error ?? sent?.get("error") ?? undefined;
      const why = entry.description ?? sent?.get("error_description") ?? undefined;
      return error === undefined ? undefined : { at, what: `${method} ${path}`, clientId, error, why };
    }
    case "sign-in":
    case "gas": {
      const { refused, userId, step } = entry;
      if (refused === undefined) return undefined;
      const what =
        entry.type === "gas" ? `${step} at gas` : `the sign-in of ${userId ?? "a person who is not known yet"}`;
      const clientId = entry.type === "gas" ? undefined : entry.clientId;
      return { at, what, clientId, error: refused, why: explanation(refused) };
    }
    default:
      return undefined;
  }
}
