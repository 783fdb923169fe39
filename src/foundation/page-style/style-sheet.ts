import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

let loaded: string | undefined;

/**
 * What all pages of the testkit look like: the style sheet of the NHS design system without its typeface, which is
 * licensed for NHS sites and comes from their server (neither is for an emulator), then their own header and footer.
 */
export function pageStyleSheet(): string {
  const designSystem = fileURLToPath(import.meta.resolve("nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css"));
  loaded ??= [
    readFileSync(designSystem, "utf8")
      .replaceAll(/@font-face\s*\{[^}]*\}/g, "")
      .replaceAll(/Frutiger W01,/g, ""),
    readFileSync(new URL("page-frame.css", import.meta.url), "utf8"),
  ].join("\n");
  return loaded;
}

/** The icon of all pages, as SVG. */
export function pageIcon(): string {
  return readFileSync(new URL("icon.svg", import.meta.url), "utf8");
}
