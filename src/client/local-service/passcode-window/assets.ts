import { readFileSync } from "node:fs";
import { pageStyleSheet } from "../../../foundation/page-style/style-sheet.ts";

/** The style sheet of all pages, then the few rules of the passcode window. */
export function windowStyleSheet(): string {
  return `${pageStyleSheet()}\n${read("templates/window.css")}`;
}

/** The script that reloads the page of a passcode window when it no longer asks. */
export function windowScript(): string {
  return read("assets/window.js");
}

function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8");
}
