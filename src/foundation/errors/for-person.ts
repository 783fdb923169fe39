import type { ErrorCode } from "./catalogue.ts";
import { type PersonText, personTexts } from "./person-texts.ts";
import type { TestkitError } from "./testkit-error.ts";

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
let days: Intl.DateTimeFormat | undefined;

/**
 * A day as people write it in the United Kingdom: 14 August 2026. It is the day in UTC: certificates end with the last second
 * of such a day, which in British Summer Time is in the next.
 */
export function longDay(time: Date): string {
  days ??= new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
  return days.format(time);
}

/** The person's text of an error. Any that pages should not meet has that of SERVICE_FAILED, but nothing to try again. */
export function forPerson(code: ErrorCode, details: Readonly<Record<string, string | number>> = {}): PersonText {
  const { again, ...failed } = personTexts.SERVICE_FAILED ?? { message: "Something went wrong.", next: "" };
  const text = personTexts[code] ?? failed;
  const shown = (name: string) => {
    const value = String(details[name] ?? "");
    return instant.test(value) ? longDay(new Date(value)) : value;
  };
  const fill = (template: string) => template.replace(/\{(\w+)\}/g, (_, name: string) => shown(name));
  return { ...text, message: fill(text.message), next: fill(text.next) };
}

/** An error as JSON for programs and for scripts of pages: the developer's text, and the person's beside it. */
export function errorAnswer({ code, message, details, cure }: TestkitError) {
  return { code, message, details, cure, person: forPerson(code, details) };
}
