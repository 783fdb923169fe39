import { readFileSync } from "node:fs";

/** The scripts by which pages use the smartcard software on the person's computer: to sign in, and to look after a card. */
export const localServiceScripts = ["local-service.js", "smartcard.js", "card-services.js"] as const;

/** One of them, as a browser loads it. They load each other by these names. */
export function localServiceScript(name: (typeof localServiceScripts)[number]): string {
  return readFileSync(new URL(`assets/${name}`, import.meta.url), "utf8");
}
