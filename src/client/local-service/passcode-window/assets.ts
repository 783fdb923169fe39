import { readFileSync } from "node:fs";
import { pageStyleSheet } from "../../../foundation/page-style/style-sheet.ts";

/** The style sheet of all pages, then the few rules of the passcode window. */
export function windowStyleSheet(): string {
  return `${pageStyleSheet()}\n${read("window.css")}`;
}

/** The script that reloads the page of a passcode window when it no longer asks. */
export function windowScript(): string {
  return read("window.js");
}

function read(name: string): string {
  return readFileSync(new URL(`templates/${name}`, import.meta.url), "utf8");
}
