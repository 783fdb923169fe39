import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

let loaded: string | undefined;

/**
 * The style sheet of the NHS design system without its typeface, which is licensed for NHS sites and comes from their
 * server: neither is for an emulator.
 */
export function nhsukStyleSheet(): string {
  loaded ??= readFileSync(
    fileURLToPath(import.meta.resolve("nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css")),
    "utf8",
  )
    .replaceAll(/@font-face\s*\{[^}]*\}/g, "")
    .replaceAll(/Frutiger W01,/g, "");
  return loaded;
}
