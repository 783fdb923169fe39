import { networkError } from "../../client/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { type Evidence } from "./evidence.ts";
import { isJson, type Json } from "./json.ts";
import { parsed } from "./read-claims.ts";

const wellKnown = "/.well-known/openid-configuration";
const timeoutMs = 30_000;
const mostBytes = 1024 * 1024;

/**
 * Reads the discovery document and the key set of an issuer, which are public. Rejects with CIS2_UNREACHABLE, CIS2_TIMEOUT and
 * CIS2_UNTRUSTED, and with COMPARE_ISSUER_INVALID if there is no discovery document.
 */
export async function readIssuer(address: string): Promise<Required<Pick<Evidence, "discovery" | "keys">>> {
  const url = `${address.replace(/\/+$/, "").replace(new RegExp(`${wellKnown}$`), "")}${wellKnown}`;
  const document = await jsonAt(url);
  if (typeof document["issuer"] !== "string") throw invalid(url, "it has no member issuer");
  const keySet = document["jwks_uri"];
  const keys = typeof keySet === "string" && URL.canParse(keySet) ? (await jsonAt(keySet))["keys"] : [];
  return { discovery: { url, document }, keys: Array.isArray(keys) ? keys.filter(isJson) : [] };
}

async function jsonAt(url: string): Promise<Json> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { headers: { accept: "application/json" }, signal: AbortSignal.timeout(timeoutMs) });
    text = await textUpTo(response);
  } catch (error) {
    throw networkError(error, new URL(url));
  }
  if (response.status >= 500) throw new TestkitError("CIS2_UNREACHABLE", { url: new URL(url).origin });
  if (!response.ok) throw invalid(url, `it answered ${response.status}`);
  const document = parsed(text);
  if (!isJson(document)) throw invalid(url, "it is no JSON object");
  return document;
}

async function textUpTo(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length > mostBytes) throw new RangeError(`it has more than ${mostBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function invalid(url: string, reason: string): TestkitError {
  return new TestkitError("COMPARE_ISSUER_INVALID", { url, reason });
}
