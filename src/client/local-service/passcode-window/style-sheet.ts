import { readFileSync } from "node:fs";
import { nhsukStyleSheet } from "../../../foundation/nhsuk-style-sheet.ts";

/** The NHS design system's style sheet, then the few rules of the passcode window. */
export function windowStyleSheet(): string {
  return `${nhsukStyleSheet()}\n${readFileSync(new URL("templates/window.css", import.meta.url), "utf8")}`;
}
