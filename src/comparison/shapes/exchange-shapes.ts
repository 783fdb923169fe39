import { parse } from "node-html-parser";
import { type Exchange, jsonOf, parametersOf } from "../har/exchange.ts";
import type { Recording } from "../har/recording.ts";
import { bodyShape } from "./body-shape.ts";
import { cookiesOf } from "./cookies.ts";
import { documentedPorts, messageNames } from "./known-exchange.ts";
import { pathOf, wordOf } from "./words.ts";

/** A call of a page to software on the same computer. */
export interface LocalCall {
  readonly port: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Hubs and methods of SignalR, and what else names a message. */
  readonly messages: readonly string[];
  readonly request: readonly string[];
  readonly response: readonly string[];
  /** Headers of the response that a page or a client depends on, by name. */
  readonly headers: readonly string[];
}

export interface PageForm {
  readonly page: string;
  readonly method: string;
  readonly action: string;
  readonly fields: readonly string[];
}

const headersThatMatter = /^(access-control-allow-|www-authenticate$|content-type$)/;
const mostCalls = 200;

export function localCalls({ localCalls: calls }: Recording): LocalCall[] {
  return distinct(
    calls.map((one) => ({
      port: documentedPorts.includes(one.url.port) ? one.url.port : "another port",
      method: wordOf(one.method),
      path: pathOf(one.url.pathname),
      status: one.status,
      messages: messagesOf(one),
      request: bodyShape(one.requestBody),
      response: bodyShape(one.body),
      headers: [...one.responseHeaders.keys()].filter((name) => headersThatMatter.test(name)).sort(),
    })),
  );
}

function messagesOf(one: Exchange): string[] {
  const data = parametersOf(one)["data"];
  const message = jsonOf(data) ?? jsonOf(one.requestBody) ?? {};
  return messageNames.flatMap((name) => {
    const value = message[name];
    return typeof value === "string" ? [`${name} ${wordOf(value)}`] : [];
  });
}

/** The forms of the provider's pages. */
export function pageForms({ exchanges, origins }: Recording): PageForm[] {
  const pages = exchanges.filter(({ url, body }) => origins.has(url.origin) && /<form[\s>]/i.test(body ?? ""));
  return distinct(
    pages.flatMap(({ url, body = "" }) =>
      parse(body)
        .querySelectorAll("form")
        .map((form) => ({
          page: pathOf(url.pathname),
          method: wordOf((form.getAttribute("method") ?? "get").toLowerCase()),
          action: pathOf(URL.parse(form.getAttribute("action") ?? "", url.href)?.pathname ?? ""),
          fields: [
            ...new Set(
              form.querySelectorAll("input, select, textarea, button").flatMap((field) => {
                const name = field.getAttribute("name");
                return name === undefined
                  ? []
                  : [`${wordOf(name)}: ${wordOf(field.getAttribute("type") ?? field.rawTagName)}`];
              }),
            ),
          ],
        })),
    ),
  );
}

/** Attributes of the provider's cookies. A cookie that is deleted is none. */
export function providerCookies({ exchanges, origins }: Recording) {
  const cookies = exchanges
    .filter(({ url }) => origins.has(url.origin))
    .flatMap((one) => cookiesOf(one).map((cookie) => ({ ...cookie, overTls: one.url.protocol === "https:" })));
  return distinct(
    cookies.flatMap(({ name, path, lifetime, ...attributes }) =>
      lifetime !== undefined && lifetime <= 0
        ? []
        : [
            {
              name: wordOf(name),
              path: pathOf(path),
              lasts: lifetime === undefined ? "session" : "longer",
              ...attributes,
            },
          ],
    ),
  );
}

/** How authorization requests ended: their parameters, and those that came back. */
export function authorizationShapes({ authorizations }: Recording) {
  return distinct(
    authorizations.map(({ parameters, response, exchange }) => ({
      parameters: Object.keys(parameters).map(wordOf).sort(),
      status: exchange.status,
      response: response && Object.keys(response).map(wordOf).sort(),
    })),
  );
}

function distinct<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()].slice(0, mostCalls);
}
