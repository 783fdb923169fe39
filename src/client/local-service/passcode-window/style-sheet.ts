import { readFileSync } from "node:fs";
import { pageStyleSheet } from "../../../foundation/page-style/style-sheet.ts";

/** The style sheet of all pages, then the few rules of the passcode window. */
export function windowStyleSheet(): string {
  return `${pageStyleSheet()}\n${readFileSync(new URL("templates/window.css", import.meta.url), "utf8")}`;
}
