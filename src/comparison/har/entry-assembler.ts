import type { Token } from "stream-json/core/parser.js";

/** No HAR is deeper. */
const deepest = 64;
/** Members and elements of one entry; what comes after them is left out. */
const mostNodes = 50_000;
const longestKey = 256;
const overlap = 16 * 1024;

type Container = Record<string, unknown> | unknown[];

export interface EntryHandler {
  readonly entry: (entry: unknown) => void;
  /**
   * Gets what an entry leaves out of a string that is too long for it, and 16 KB before that, in parts, as they come; `isEnd` with
   * the last of a string. It begins at a multiple of four characters, as Base64 does. Code and style sheets are left out, if their
   * type comes before them: their words are nobody's.
   */
  readonly longText?: ((part: string, isEnd: boolean) => void) | undefined;
}

/**
 * Puts the entries of a HAR together, one at a time, from the tokens of a streaming parser: what is elsewhere in the file, or
 * too much of one entry, is read and forgotten. Throws a RangeError for JSON that is nested deeper than any HAR.
 */
export class EntryAssembler {
  readonly #handler: EntryHandler;
  readonly #longestString: number;
  readonly #path: string[] = [];
  readonly #open: Container[] = [];
  #depth = 0;
  #nodes = 0;
  #key = "";
  #text = "";
  #textLength = 0;
  #inKey = false;
  #atEntry = false;
  entries = 0;
  /** Whether the file has log.entries at all. */
  found = false;

  constructor(handler: EntryHandler, longestString = 256 * 1024) {
    this.#handler = handler;
    this.#longestString = longestString;
  }

  take(token: Token): void {
    switch (token.name) {
      case "startObject":
        this.#begin({});
        break;
      case "startArray":
        this.#begin([]);
        break;
      case "endObject":
      case "endArray":
        this.#end();
        break;
      case "startKey":
        this.#inKey = true;
        this.#beginText();
        break;
      case "endKey":
        this.#inKey = false;
        this.#key = this.#text.slice(0, longestKey);
        break;
      case "startString":
      case "startNumber":
        this.#beginText();
        break;
      case "stringChunk":
      case "numberChunk":
        this.#addText(token.value);
        break;
      case "endString":
        if (this.#textLength > this.#text.length && !this.#isCode()) this.#handler.longText?.("", true);
        this.#value(this.#text);
        break;
      case "endNumber":
        this.#value(Number(this.#text));
        break;
      case "nullValue":
      case "trueValue":
      case "falseValue":
        this.#value(token.value);
        break;
      default:
    }
  }

  #beginText(): void {
    this.#text = "";
    this.#textLength = 0;
  }

  #addText(part: string): void {
    this.#textLength += part.length;
    const most = this.#inKey ? longestKey : this.#longestString;
    const room = most - this.#text.length;
    if (room > 0) this.#text += part.slice(0, room);
    if (this.#inKey || part.length <= room || this.#isCode()) return;
    // With the end of what the entry has: a value can be across the limit.
    const rest = room > 0 ? this.#text.slice(-overlap) + part.slice(room) : part;
    this.#handler.longText?.(rest, false);
  }

  /** Whether the text under way is beside a type that says that it is code. */
  #isCode(): boolean {
    const parent = this.#open.at(-1);
    const mimeType = parent === undefined || Array.isArray(parent) ? undefined : parent["mimeType"];
    return typeof mimeType === "string" && /^(text\/css|[\w.+-]+\/([\w.-]+\+)?(java|ecma)script)\b/.test(mimeType);
  }

  #begin(container: Container): void {
    this.#depth += 1;
    if (this.#depth > deepest) throw new RangeError(`it is nested more than ${deepest} levels deep`);
    if (this.#open.length > 0 || this.#atEntry) {
      if (this.#open.length === 0) this.#nodes = 0;
      this.#attach(container);
      this.#open.push(container);
      return;
    }
    this.#path.push(Array.isArray(container) ? `${this.#key}[` : `${this.#key}{`);
    this.#lookWhere();
    this.found ||= this.#atEntry;
    this.#key = "";
  }

  #end(): void {
    this.#depth -= 1;
    const ended = this.#open.pop();
    if (ended === undefined) {
      this.#path.pop();
      this.#lookWhere();
      return;
    }
    if (this.#open.length > 0) return;
    this.entries += 1;
    this.#handler.entry(ended);
  }

  #lookWhere(): void {
    const [root, log, entries, ...deeper] = this.#path;
    this.#atEntry = root === "{" && log === "log{" && entries === "entries[" && deeper.length === 0;
  }

  #value(value: unknown): void {
    if (this.#open.length > 0) this.#attach(value);
  }

  #attach(value: unknown): void {
    this.#nodes += 1;
    const parent = this.#open.at(-1);
    if (parent === undefined || this.#nodes > mostNodes) return;
    if (Array.isArray(parent)) parent.push(value);
    else Object.defineProperty(parent, this.#key, { value, enumerable: true, configurable: true, writable: true });
  }
}
