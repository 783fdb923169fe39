import { setTimeout as delay } from "node:timers/promises";
import { CookieJar } from "tough-cookie";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { networkError, neverConnected } from "./network-error.ts";
import { readTextUpTo } from "./read-limited.ts";

export interface HttpClientOptions {
  /** How requests leave: a fetch that knows the proxy and the authorities to trust. Node's own by default. */
  readonly fetch?: typeof fetch | undefined;
  /** How long one request may take, its answer included. 30 seconds by default. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpAnswer {
  /** The address that gave the answer. */
  readonly url: URL;
  readonly status: number;
  /** Where a redirect leads; undefined for other answers. */
  readonly location: URL | undefined;
  readonly contentType: string;
  readonly body: string;
}

const defaultTimeout = 30_000;
const retryDelayMs = 200;
const redirectStatuses = [301, 302, 303, 307, 308];

/** What a browser is to the sign-in, without the pages: cookies, redirects it can see, time limits. */
export class HttpClient {
  readonly #cookies = new CookieJar();
  readonly #options: HttpClientOptions;

  constructor(options: HttpClientOptions = {}) {
    this.#options = options;
  }

  get(url: URL): Promise<HttpAnswer> {
    return this.#request(url, { method: "GET" });
  }

  post(url: URL, body: unknown): Promise<HttpAnswer> {
    const headers = { "content-type": "application/json", origin: url.origin };
    return this.#request(url, { method: "POST", headers, body: JSON.stringify(body) });
  }

  async #request(url: URL, init: RequestInit): Promise<HttpAnswer> {
    if (!["http:", "https:"].includes(url.protocol)) {
      throw new TestkitError("CIS2_ANSWER_UNEXPECTED", {
        url: withoutQuery(url),
        status: "a redirect",
        reason: "it leads outside HTTP",
      });
    }
    const timeout = AbortSignal.timeout(this.#options.timeoutMs ?? defaultTimeout);
    const signal = this.#options.signal === undefined ? timeout : AbortSignal.any([timeout, this.#options.signal]);
    const headers = new Headers(init.headers);
    headers.set("accept", "application/json");
    const cookie = await this.#cookies.getCookieString(url.href);
    if (cookie !== "") headers.set("cookie", cookie);
    try {
      const sent = { ...init, headers, redirect: "manual", signal } as const;
      const response = await this.#send(url, sent);
      for (const line of response.headers.getSetCookie()) {
        await this.#cookies.setCookie(line, url.href, { ignoreError: true });
      }
      const body = await readTextUpTo(response);
      return {
        url,
        status: response.status,
        location: locationOf(response, url),
        contentType: response.headers.get("content-type") ?? "",
        body,
      };
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      throw networkError(error, url);
    }
  }

  /** A request that never left because no connection came about is safe to repeat, once; any other is not. */
  async #send(url: URL, init: RequestInit): Promise<Response> {
    const send = this.#options.fetch ?? fetch;
    try {
      return await send(url, init);
    } catch (error) {
      if (!neverConnected(error)) throw error;
      await delay(retryDelayMs, undefined, init.signal ? { signal: init.signal } : {});
      return await send(url, init);
    }
  }
}

/** An address as a log may show it: no query, for that is where codes and state travel. */
export function withoutQuery(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

function locationOf(response: Response, base: URL): URL | undefined {
  if (!redirectStatuses.includes(response.status)) return undefined;
  const location = response.headers.get("location");
  return location !== null && URL.canParse(location, base.href) ? new URL(location, base) : undefined;
}
