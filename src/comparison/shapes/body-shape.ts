import { parsed } from "../evidence/read-claims.ts";
import { isJson } from "../evidence/json.ts";
import { wordOf } from "./words.ts";

const deepest = 8;
const mostMembers = 80;

/** A body's members with kinds and lengths, `["portData.portNumber: number"]`. No value. */
export function bodyShape(body: string | undefined): string[] {
  if (body === undefined || body.trim() === "") return [];
  const json = parsed(body);
  if (json !== undefined) return shapesIn(json, "", 0).slice(0, mostMembers);
  const form = /^[\w.%+*-]+=/.test(body) ? [...new URLSearchParams(body)] : [];
  if (form.length > 0) return form.flatMap(([name, value]) => shapesIn(value, wordOf(name), 1)).slice(0, mostMembers);
  return [`text of ${body.length}`];
}

function shapesIn(value: unknown, name: string, depth: number): string[] {
  const at = name === "" ? "" : `${name}: `;
  if (depth > deepest) return [`${at}deeper`];
  if (Array.isArray(value)) {
    const inside = value.slice(0, 20).flatMap((one) => shapesIn(one, `${name}[]`, depth + 1));
    return inside.length === 0 ? [`${at}empty list`] : [...new Set(inside)];
  }
  if (isJson(value)) {
    const members = Object.entries(value).slice(0, mostMembers);
    const inside = members.flatMap(([key, one]) =>
      shapesIn(one, name === "" ? wordOf(key) : `${name}.${wordOf(key)}`, depth + 1),
    );
    return inside.length === 0 ? [`${at}empty object`] : inside;
  }
  if (typeof value !== "string") return [`${at}${value === null ? "null" : typeof value}`];
  const inside = packedJson(value);
  if (inside !== undefined) return shapesIn(inside, `${name}(JSON)`, depth + 1);
  return [`${at}${textForm(value)}`];
}

/** JSON that travels in a text, as it is or in Base64. */
function packedJson(text: string): object | undefined {
  for (const candidate of [
    text,
    /^[\w+/-]{8,}={0,2}$/.test(text) ? Buffer.from(text, "base64").toString("utf8") : "",
  ]) {
    if (!/^\s*[{[]/.test(candidate)) continue;
    const value = parsed(candidate);
    if (typeof value === "object" && value !== null) return value;
  }
  return undefined;
}

/** What a text looks like, and how long it is. */
function textForm(text: string): string {
  const jws = /^[\w-]{8,}\.[\w-]{8,}\.[\w-]*$/.test(text);
  const form = jws
    ? "JSON Web Token"
    : /^\d+$/.test(text)
      ? "digits"
      : /^[0-9a-f]+$/i.test(text) && text.length >= 16
        ? "hexadecimal"
        : /^[\w-]{20,}$/.test(text)
          ? "URL-safe Base64"
          : /^[\w+/]{20,}={0,2}$/.test(text)
            ? "Base64"
            : /^https?:/.test(text)
              ? "address"
              : "text";
  return `${form} of ${text.length}`;
}
