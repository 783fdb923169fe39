import { parse } from "node-html-parser";
import { isJson, type Json } from "../evidence/json.ts";
import { claimsOf, parsed } from "../evidence/read-claims.ts";
import { messageNames } from "../shapes/known-exchange.ts";
import { wordOf } from "../shapes/words.ts";
import { type Exchange, exchangeOf } from "../har/exchange.ts";

const deepest = 12;
/** A page's text of more characters is searched whole, not taken apart. */
const longestPage = 1024 * 1024;

/** Every value in a piece of JSON, taken apart as far as it goes: JSON in text, tokens, forms, addresses. Names are none. */
export function* valuesInJson(value: unknown, depth = 0): Generator<string> {
  if (depth > deepest) return;
  if (Array.isArray(value)) for (const one of value) yield* valuesInJson(one, depth + 1);
  else if (isJson(value)) {
    for (const [name, one] of Object.entries(value)) if (!isName(name, one, value)) yield* valuesInJson(one, depth + 1);
  } else if (typeof value === "number") yield String(value);
  else if (typeof value === "string") yield* valuesInText(value, depth + 1);
}

/** What names a message, or a field beside its value: a name, though it is where values are. */
function isName(name: string, value: unknown, object: Json): boolean {
  if (typeof value !== "string" || wordOf(value) !== value) return false;
  return messageNames.includes(name) || (name === "name" && "value" in object);
}

/** The text itself, and the values in what it can be read as. */
function* valuesInText(text: string, depth = 0): Generator<string> {
  if (text === "" || depth > deepest) return;
  yield text;
  const token = claimsOf(text);
  if (token?.header !== undefined) {
    yield* text.split(".");
    yield* valuesInJson([token.header, token.claims], depth + 1);
    return;
  }
  if (/^\s*[{["]/.test(text)) {
    const json = parsed(text);
    if (json !== undefined && json !== text) {
      yield* valuesInJson(json, depth + 1);
      return;
    }
  }
  if (/^https?:\/\//.test(text)) {
    yield* valuesInAddress(text, depth + 1);
    return;
  }
  // An address of the same site, as a page has it.
  if (/^[/?.][^\s]*[?#]/.test(text))
    yield* valuesInAddress(`http://page.invalid/${text.replace(/^[/.]+/, "")}`, depth + 1);
  if (/^[\w.%+*[\]-]+=[^=]/.test(text) && !/\s/.test(text)) {
    for (const value of new URLSearchParams(text).values()) yield* valuesInText(value, depth + 1);
  }
  if (/^[\w+/-]{8,}={0,2}$/.test(text)) {
    const decoded = Buffer.from(text, "base64").toString("utf8");
    if (/^\s*[{[]/.test(decoded)) yield* valuesInText(decoded, depth + 1);
  }
}

function* valuesInAddress(address: string, depth: number): Generator<string> {
  const url = URL.parse(address);
  if (url === null) return;
  yield* [url.host, url.hostname, url.username, url.password].filter((part) => part !== "");
  for (const value of url.searchParams.values()) yield* valuesInText(value, depth + 1);
  if (url.hash.length > 1) yield* valuesInText(url.hash.slice(1), depth + 1);
}

/** The values of one entry of a HAR: addresses, parameters, headers, cookies and bodies. */
export function* valuesInEntry(entry: unknown): Generator<string> {
  const exchange = exchangeOf(entry);
  if (exchange === undefined) {
    yield* valuesInJson(entry);
    return;
  }
  yield* valuesInAddress(exchange.url.href, 0);
  yield* valuesInHeaders(exchange);
  if (exchange.requestBody !== undefined) yield* valuesInBody(exchange.requestBody);
  if (exchange.body !== undefined) yield* valuesInBody(exchange.body);
}

function* valuesInHeaders({ requestHeaders, responseHeaders, setCookies }: Exchange): Generator<string> {
  for (const [name, value] of [...requestHeaders, ...responseHeaders]) {
    if (name.startsWith("access-control-")) continue;
    if (name === "cookie") yield* value.split(/;\s*/).map((cookie) => cookie.slice(cookie.indexOf("=") + 1));
    else if (name === "authorization") yield* [value, ...value.split(" ").slice(1)];
    else if (name !== "set-cookie") yield* valuesInText(value);
  }
  for (const line of setCookies) {
    const [pair = ""] = line.split(";");
    yield* valuesInText(pair.slice(pair.indexOf("=") + 1));
  }
}

function* valuesInBody(body: string): Generator<string> {
  yield* valuesInText(body);
  const fields = /^[\w.%+*[\]-]+=/.test(body) ? new URLSearchParams(body) : [];
  for (const [, value] of fields) yield* valuesInText(value);
  if (!/^\s*</.test(body) || body.length > longestPage) return;
  const page = parse(body);
  for (const element of page.querySelectorAll("*")) {
    const { value, id, href, action, content } = element.attributes;
    for (const attribute of [value, id, href, action, content]) if (attribute) yield* valuesInText(attribute);
    if (element.childNodes.length === 1 && !/^(script|style)$/i.test(element.rawTagName)) yield element.text.trim();
  }
}
