import { type HTMLElement, parse } from "node-html-parser";
import { CookieJar } from "tough-cookie";

/** One HTML page as a browser without JavaScript has it. */
export interface Page {
  readonly url: URL;
  readonly document: HTMLElement;
}

/** A person's visit to web pages: cookies are kept, redirects followed, forms submitted. */
export class PageSession {
  readonly #cookies = new CookieJar();
  readonly #fetch: typeof fetch;

  readonly #end: string | undefined;

  /** @param end - an address that is not opened: where the browser leaves these pages */
  constructor(send: typeof fetch = fetch, end?: string) {
    this.#fetch = send;
    this.#end = end;
  }

  open(url: URL): Promise<Page> {
    return this.#request(url, { method: "GET" });
  }

  /** Submits the form that holds the given element, as its own button would, with fields filled in or changed. */
  submit(page: Page, selector: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    const form = page.document.querySelector(selector)?.closest("form");
    if (!form) throw new TypeError(`the page at ${page.url.pathname} has no form with ${selector}`);
    const values = new URLSearchParams();
    for (const input of form.querySelectorAll("input[type=hidden]")) {
      values.append(input.getAttribute("name") ?? "", input.getAttribute("value") ?? "");
    }
    for (const [name, value] of Object.entries(fields)) values.set(name, value);
    const target = new URL(form.getAttribute("action") ?? "", page.url);
    if (form.getAttribute("method")?.toLowerCase() === "post") {
      return this.#request(target, { method: "POST", body: values, headers: { origin: page.url.origin } });
    }
    target.search = values.toString();
    return this.open(target);
  }

  /** What a page's script does: a JSON call with the page's cookies. Resolves to the answer's body. */
  async postJson(url: URL, body: unknown): Promise<unknown> {
    const headers = { "content-type": "application/json", accept: "application/json", origin: url.origin };
    const response = await this.#send(url, { method: "POST", headers, body: JSON.stringify(body) });
    return response.json();
  }

  async #request(start: URL, init: RequestInit): Promise<Page> {
    let url = start;
    let response = await this.#send(url, withHtml(init));
    while (response.headers.has("location") && response.status < 400) {
      url = new URL(response.headers.get("location") ?? "", url);
      if (this.#end !== undefined && url.href.startsWith(this.#end)) return { url, document: parse("") };
      response = await this.#send(url, withHtml({ method: "GET" }));
    }
    return { url, document: parse(await response.text()) };
  }

  async #send(url: URL, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", await this.#cookies.getCookieString(url.href));
    const response = await this.#fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) await this.#cookies.setCookie(line, url.href);
    return response;
  }
}

function withHtml(init: RequestInit): RequestInit {
  const headers = new Headers(init.headers);
  headers.set("accept", "text/html");
  return { ...init, headers };
}
