import { isJson, type Json } from "../evidence/json.ts";

/** One request and its response, as a recording has them. Header names are in small letters. */
export interface Exchange {
  /** When the request began, milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  readonly url: URL;
  readonly requestHeaders: ReadonlyMap<string, string>;
  readonly requestBody: string | undefined;
  /** 0 if there was no response. */
  readonly status: number;
  readonly responseHeaders: ReadonlyMap<string, string>;
  /** Each Set-Cookie header. */
  readonly setCookies: readonly string[];
  readonly body: string | undefined;
}

/** An entry of a HAR file, of whatever version; undefined if it has no address that can be read. */
export function exchangeOf(entry: unknown): Exchange | undefined {
  if (!isJson(entry) || !isJson(entry["request"])) return undefined;
  const request = entry["request"];
  const response = isJson(entry["response"]) ? entry["response"] : {};
  const url = typeof request["url"] === "string" ? URL.parse(request["url"]) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  const headers = pairs(response["headers"]);
  const at = Date.parse(typeof entry["startedDateTime"] === "string" ? entry["startedDateTime"] : "");
  return {
    at: Number.isNaN(at) ? 0 : at,
    method: typeof request["method"] === "string" ? request["method"].toUpperCase() : "GET",
    url,
    requestHeaders: new Map(pairs(request["headers"])),
    requestBody: bodyOfRequest(request["postData"]),
    status: typeof response["status"] === "number" ? response["status"] : 0,
    responseHeaders: new Map(headers),
    setCookies: headers.flatMap(([name, value]) => (name === "set-cookie" ? value.split("\n") : [])),
    body: bodyOfResponse(response["content"]),
  };
}

function pairs(list: unknown): (readonly [string, string])[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown) =>
    isJson(one) && typeof one["name"] === "string" && typeof one["value"] === "string"
      ? [[one["name"].toLowerCase(), one["value"]] as const]
      : [],
  );
}

function bodyOfRequest(postData: unknown): string | undefined {
  if (!isJson(postData)) return undefined;
  if (typeof postData["text"] === "string" && postData["text"] !== "") return postData["text"];
  const fields = pairs(postData["params"]);
  return fields.length > 0 ? new URLSearchParams(Object.fromEntries(fields)).toString() : undefined;
}

function bodyOfResponse(content: unknown): string | undefined {
  if (!isJson(content) || typeof content["text"] !== "string") return undefined;
  const { text } = content as { text: string };
  return content["encoding"] === "base64" ? Buffer.from(text, "base64").toString("utf8") : text;
}

/** The fields of a form in a request's body, or those of its query. */
export function parametersOf({ method, url, requestBody = "" }: Exchange): Record<string, string> {
  const form = method === "POST" && !/^\s*[{[]/.test(requestBody) ? new URLSearchParams(requestBody) : [];
  return Object.fromEntries([...url.searchParams, ...form]);
}

/** A body as a JSON object; undefined if it is none. */
export function jsonOf(body: string | undefined): Json | undefined {
  if (body === undefined || !/^\s*\{/.test(body)) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
