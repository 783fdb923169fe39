import { CookieJar } from "tough-cookie";

export interface RecordedAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

/** A browser or server that records what it sends and gets as a HAR does. `route` says where an address really is. */
export class HarRecorder {
  readonly entries: object[];
  #jar = new CookieJar();
  readonly #route: (url: string) => string;

  constructor(route: (url: string) => string = (url) => url, entries: object[] = []) {
    this.#route = route;
    this.entries = entries;
  }

  /** Another browser, which is recorded in the same file. */
  anotherBrowser(): HarRecorder {
    return new HarRecorder(this.#route, this.entries);
  }

  async send(url: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
    const { method = "GET", body } = init;
    const cookie = await this.#jar.getCookieString(url);
    const headers: Record<string, string> = { ...init.headers, ...(cookie === "" ? {} : { cookie }) };
    const startedDateTime = new Date().toISOString();
    const { host } = new URL(url);
    const forwarded = { "x-forwarded-host": host, "x-forwarded-proto": new URL(url).protocol.slice(0, -1) };
    const response = await fetch(this.#route(url), {
      ...{ method, redirect: "manual", body: body ?? null },
      headers: { ...headers, ...(this.#route(url) === url ? {} : forwarded) },
    });
    for (const line of response.headers.getSetCookie()) {
      await this.#jar.setCookie(line, url, { ignoreError: true });
    }
    const text = await response.text();
    this.entries.push({
      startedDateTime,
      request: {
        ...{ method, url, headers: list(headers) },
        ...(body === undefined ? {} : { postData: { mimeType: headers["content-type"] ?? "", text: body } }),
      },
      response: {
        status: response.status,
        headers: [...response.headers].map(([name, value]) => ({ name, value })),
        content: { mimeType: response.headers.get("content-type") ?? "", text },
      },
    });
    const location = response.headers.get("location");
    return {
      status: response.status,
      location: location === null ? undefined : new URL(location, url).href,
      body: text,
    } satisfies RecordedAnswer;
  }

  form(url: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<RecordedAnswer> {
    const body = new URLSearchParams(fields).toString();
    return this.send(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body,
    });
  }

  json(url: string, value: unknown): Promise<RecordedAnswer> {
    const headers = { "content-type": "application/json", accept: "application/json" };
    return this.send(url, { method: "POST", headers, body: JSON.stringify(value) });
  }

  /** Follows redirects until one leads to `stop`, or an answer is none. */
  async follow(url: string, stop: string): Promise<string> {
    let at = url;
    for (let hops = 0; hops < 10; hops++) {
      if (at.startsWith(stop)) return at;
      const { location } = await this.send(at, { headers: { accept: "text/html" } });
      if (location === undefined) return at;
      at = location;
    }
    throw new Error(`too many redirects at ${at}`);
  }

  get har(): object {
    return { log: { version: "1.2", creator: { name: "test", version: "1" }, entries: this.entries } };
  }
}

function list(headers: Record<string, string>) {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
