import { keyOf } from "../verdicts/scenario-result.ts";
import type { Report } from "./report.ts";

/** The title under which a scenario's report says so; the text names each sign-in. */
export const withoutCardTitle = "No card took part";

const mostNamed = 8;

/** One line for the whole report; none if a card took part in every sign-in. */
export function withoutCardLine({ scenarios }: Pick<Report, "scenarios">): string | undefined {
  const keys = scenarios.filter(({ evidence }) => evidence.some(({ title }) => title === withoutCardTitle)).map(keyOf);
  if (keys.length === 0) return undefined;
  const more = keys.length > mostNamed ? ` and ${keys.length - mostNamed} more` : "";
  const number = `${keys.length} scenario${keys.length === 1 ? "" : "s"}`;
  return `No card took part in a sign-in of ${number}: ${keys.slice(0, mostNamed).join(", ")}${more}`;
}
