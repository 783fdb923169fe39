import { settingAssumptions } from "../assumption-table.ts";
import { isJson, type Json } from "../evidence/json.ts";
import { knownCalls, knownFields } from "../shapes/known-exchange.ts";

const http = [
  ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "get", "post", "content-type", "www-authenticate"],
  ["access-control-allow-origin", "access-control-allow-headers", "access-control-allow-methods", "application/json"],
  ["access-control-allow-credentials", "access-control-allow-private-network", "Bearer", "Basic", "signinghub"],
  ["submit", "hidden", "text", "password", "radio", "checkbox", "search", "button", "input", "select", "email", "tel"],
  [
    "role",
    "roles",
    "code",
    "state",
    "nonce",
    "openid",
    "login",
    "none",
    "consent",
    "query",
    "fragment",
    "form_post",
    "S256",
    "plain",
  ],
  ["JWT", "logout+jwt", "RS256", "RS512", "sig", "enc", "RSA", "id_token", "JWTToken", "Lax", "lax", "Strict", "None"],
].flat();

/** What our own descriptions of shapes are made with. */
const kinds = [
  [
    "empty",
    "list",
    "text",
    "of",
    "digits",
    "hexadecimal",
    "Base64",
    "URL-safe",
    "JSON",
    "Web",
    "Token",
    "number",
    "boolean",
  ],
  [
    "null",
    "object",
    "missing",
    "address",
    "e-mail",
    "or",
    "another",
    "port",
    "deeper",
    "answered",
    "with",
    "characters",
    "at",
  ],
  [
    "HttpOnly",
    "Secure",
    "SameSite",
    "none given",
    "elsewhere",
    "an",
    "use",
    "alg",
    "H",
    "M",
    "type",
    "method",
    "action",
  ],
].flat();

/** Names and constants of the specifications, of our own documentation, and of the issuer's public documents. */
export function publicWords(documents: readonly (Json | undefined)[], reference: readonly Json[]): ReadonlySet<string> {
  const words = new Set([...http, ...kinds, ...Object.keys(settingAssumptions), ...knownFields]);
  for (const [path, members] of Object.entries(knownCalls))
    for (const word of [path, ...path.split("/"), ...members]) words.add(word);
  for (const object of reference) for (const name of Object.keys(object)) words.add(name);
  for (const document of documents) for (const word of wordsIn(document)) words.add(word);
  return words;
}

/** The texts of a discovery document or a key set, and its names; of its addresses the paths' words alone. */
function* wordsIn(value: unknown): Generator<string> {
  if (typeof value === "string") {
    yield value;
    const url = URL.parse(value);
    if (url !== null) yield* url.pathname.split("/");
  } else if (Array.isArray(value)) for (const one of value) yield* wordsIn(one);
  else if (isJson(value)) {
    for (const [name, one] of Object.entries(value)) {
      yield name;
      yield* wordsIn(one);
    }
  }
}
