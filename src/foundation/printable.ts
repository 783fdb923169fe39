import { stripVTControlCharacters } from "node:util";

/** Format characters: they show nothing, turn the direction of what follows, or join letters. And what is no character. */
const invisible = /[\p{Cf}\p{Co}\p{Cn}\p{Default_Ignorable_Code_Point}]/gu;
const control = /\p{Cc}/gu;
const controlButLines = /(?![\n\t])\p{Cc}/gu;
const replacement = "\ufffd";

/**
 * Others' text for a terminal, line breaks kept: no character that moves the cursor, colours, turns the direction of
 * writing, or cannot be seen. Control characters become U+FFFD.
 */
export function terminalText(text: string): string {
  const visible = stripVTControlCharacters(text.toWellFormed())
    .replaceAll("\r\n", "\n")
    .replace(controlButLines, replacement)
    .replace(invisible, "");
  return withoutCommands(visible);
}

/** The same for a place of one line: a prompt, a name, a cell, the title of an HTML page. Line breaks become spaces. */
export function lineOfText(text: string): string {
  const line = stripVTControlCharacters(text.toWellFormed())
    .replace(invisible, "")
    .replace(/\s+/g, " ")
    .replace(control, replacement)
    .trim();
  return withoutCommands(line);
}

/** A value as JSON in which a character that a terminal would obey or hide is an escape: the same value to a parser. */
export function jsonText(value: unknown, indent?: number): string {
  const escaped = (text: string) =>
    Array.from({ length: text.length }, (_, index) => text.charCodeAt(index).toString(16).padStart(4, "0"))
      .map((unit) => `\\u${unit}`)
      .join("");
  return JSON.stringify(value, undefined, indent)
    .replace(/(?!\n)\p{Cc}/gu, escaped)
    .replace(invisible, escaped);
}

/** A page of HTML whose others' text is escaped: nothing in it turns the direction of what follows, or hides. */
export function htmlText(page: string): string {
  return terminalText(page);
}

/** The same in GitHub's Markdown, as the text itself: no link, image, table, tag or emphasis of others' making. */
export function markdownText(text: string): string {
  return lineOfText(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_[\]!|~#@]/g, "\\$&");
}

/** GitHub and Azure obey lines of a job's output that begin with `::` or `##[`. */
function withoutCommands(text: string): string {
  return text.replace(/^(\s*:):/gm, "$1 :").replace(/^(\s*#)#\[/gm, "$1 #[");
}

/** Others' text before it is escaped for XML 1.0, which has no way to write some characters. Those become U+FFFD. */
export function xmlText(text: string): string {
  return stripVTControlCharacters(text.toWellFormed()).replace(
    /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
    replacement,
  );
}
