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
  return stripVTControlCharacters(text.toWellFormed())
    .replaceAll("\r\n", "\n")
    .replace(controlButLines, replacement)
    .replace(invisible, "");
}

/** The same for a place of one line: a prompt, a name, a cell, the title of an HTML page. Line breaks become spaces. */
export function lineOfText(text: string): string {
  return stripVTControlCharacters(text.toWellFormed())
    .replace(invisible, "")
    .replace(/\s+/g, " ")
    .replace(control, replacement)
    .trim();
}

/** The same in GitHub's Markdown, as the text itself: no link, image, table, tag or emphasis of others' making. */
export function markdownText(text: string): string {
  return lineOfText(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_[\]!|~#@]/g, "\\$&");
}

/** Others' text before it is escaped for XML 1.0, which has no way to write some characters. Those become U+FFFD. */
export function xmlText(text: string): string {
  return stripVTControlCharacters(text.toWellFormed()).replace(
    /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu,
    replacement,
  );
}
