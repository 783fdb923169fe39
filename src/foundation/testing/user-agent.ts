import { CookieJar } from "tough-cookie";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. Throws if it is none. */
  json(): unknown;
}

/** As much of a browser as HTTP tests need: it keeps cookies, and shows redirects instead of following them. */
export class UserAgent {
  readonly #jar = new CookieJar();
  readonly #route: (url: string) => string;

  /** @param route - where a request for an address really goes: to one of several instances behind one origin */
  constructor(route: (url: string) => string = (url) => url) {
    this.#route = route;
  }

  async request(url: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers);
    const cookie = await this.#jar.getCookieString(url);
    if (cookie !== "") headers.set("cookie", cookie);
    const response = await fetch(this.#route(url), { ...init, headers, redirect: "manual" });
    for (const set of response.headers.getSetCookie()) await this.#jar.setCookie(set, url);
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) as unknown };
  }

  /** Has a Cookie header of somebody else from now on. */
  async plant(url: string, cookies: string): Promise<void> {
    for (const cookie of cookies.split("; ")) await this.#jar.setCookie(`${cookie}; path=/`, url);
  }

  /** What the Cookie header of a request would hold. */
  cookies(url: string): Promise<string> {
    return this.#jar.getCookieString(url);
  }

  get(url: string, accept = "application/json"): Promise<Answer> {
    return this.request(url, { headers: { accept } });
  }

  post(url: string, body: unknown): Promise<Answer> {
    const headers = { accept: "application/json", "content-type": "application/json" };
    return this.request(url, { method: "POST", headers, body: JSON.stringify(body) });
  }

  submit(url: string, fields: Record<string, string>): Promise<Answer> {
    return this.request(url, { method: "POST", headers: { accept: "text/html" }, body: new URLSearchParams(fields) });
  }

  /** Follows redirects until an address starts with `stop`, and returns that address; it is not requested. */
  async follow(url: string, stop: string): Promise<string> {
    let at = url;
    for (let hops = 0; hops < 10; hops++) {
      if (at.startsWith(stop)) return at;
      const { status, headers, text } = await this.get(at);
      const location = headers.get("location");
      if (location === null) throw new Error(`${at} answered ${status}: ${text.slice(0, 300)}`);
      at = new URL(location, at).href;
    }
    throw new Error(`too many redirects at ${at}`);
  }
}
