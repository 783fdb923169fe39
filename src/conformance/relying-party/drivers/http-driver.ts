import { CookieJar } from "tough-cookie";
import { redactedAddress } from "../redacted-address.ts";
import type { RelyingPartyTarget } from "../configuration.ts";
import type { Driver, DriverOptions, SessionAppearance, PageSeen, BrowserSession } from "./driver.ts";
import { HtmlDocument, type Request } from "./html-document.ts";
import { matchesPage } from "./page-matcher.ts";

const mostHops = 25;
const patienceMs = 15_000;

/** Uses the relying party by HTTP alone: cookies, redirects, links and forms, no scripts. */
export function httpDriver(target: RelyingPartyTarget, options: DriverOptions): Driver {
  return {
    name: "http",
    visit: () => Promise.resolve(new HttpSession(target, options)),
    close: () => Promise.resolve(),
  };
}

interface HttpPage {
  readonly url: string;
  readonly status: number;
  readonly document: HtmlDocument;
}

class HttpSession implements BrowserSession {
  readonly trail: string[] = [];
  readonly #target: RelyingPartyTarget;
  readonly #cis2: string;
  readonly #jar = new CookieJar();
  readonly #received: string[] = [];
  #page: HttpPage | undefined;

  constructor(target: RelyingPartyTarget, { cis2 }: DriverOptions) {
    this.#target = target;
    this.#cis2 = cis2;
  }

  async signIn(): Promise<void> {
    await this.open(this.#target.startUrl);
    for (const click of this.#target.signInClicks) await this.click(click);
  }

  open(url: string, { stayAway = false } = {}): Promise<void> {
    return this.#go({ url, method: "GET" }, stayAway);
  }

  async click(target: string, { stayAway = false } = {}): Promise<void> {
    const { url, document } = this.#here();
    const request = document.clickOn(target);
    if (!request) throw new Error(`there is nothing that says, or is, "${target}" at ${redactedAddress(url)}`);
    await this.#go(request, stayAway);
  }

  looks(look: SessionAppearance): Promise<boolean> {
    const { url, document } = this.#here();
    if (url.startsWith(`${this.#cis2}/`)) return Promise.resolve(look === "signed out");
    const { signedIn, signedOut } = this.#target;
    const has = (selector: string) => document.textOf(selector) !== undefined;
    return matchesPage({ url, text: document.text, has }, look === "signed in" ? signedIn : signedOut);
  }

  textOf(selector: string): Promise<string | undefined> {
    return Promise.resolve(this.#here().document.textOf(selector));
  }

  page(): Promise<PageSeen | undefined> {
    if (!this.#page) return Promise.resolve(undefined);
    const { url, status, document } = this.#page;
    return Promise.resolve({ url, status, title: document.title, text: document.text });
  }

  async received(): Promise<readonly string[]> {
    const { url, document } = this.#here();
    const own = document.scripts.filter((script) => new URL(script).origin === new URL(url).origin);
    const scripts = await Promise.all(own.map((script) => this.#request({ url: script, method: "GET" })));
    return [...this.#received, ...(await Promise.all(scripts.map((script) => script.text())))];
  }

  picture(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  close(): Promise<void> {
    return this.#jar.removeAllCookies();
  }

  #here(): HttpPage {
    if (!this.#page) throw new TypeError("no page is open yet");
    return this.#page;
  }

  async #go(first: Request, stayAway: boolean): Promise<void> {
    let request = first;
    for (let hop = 0; hop < mostHops; hop++) {
      if (stayAway && request.url.startsWith(`${this.#cis2}/`)) return;
      const response = await this.#request(request);
      const { status, headers } = response;
      const html = await response.text();
      this.trail.push(`${request.method} ${redactedAddress(request.url)} ${status}`);
      this.#received.push(request.url, [...headers].map((pair) => pair.join(": ")).join("\n"), html);
      const to = status >= 300 && status < 400 ? headers.get("location") : null;
      if (to !== null) {
        const keepsMethod = status === 307 || status === 308;
        request = { ...(keepsMethod ? request : { method: "GET" }), url: new URL(to, request.url).href };
        continue;
      }
      this.#page = { url: request.url, status, document: new HtmlDocument(html, request.url) };
      const next = status < 400 ? this.#page.document.onwards : undefined;
      if (!next) return;
      request = next;
    }
    throw new Error(`the browser was sent on ${mostHops} times, last to ${redactedAddress(request.url)}`);
  }

  async #request({ url, method, body }: Request): Promise<Response> {
    const headers = new Headers({ accept: "text/html,application/xhtml+xml" });
    const cookie = await this.#jar.getCookieString(url);
    if (cookie !== "") headers.set("cookie", cookie);
    const response = await fetch(url, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
      ...(body === undefined ? {} : { body }),
    });
    for (const set of response.headers.getSetCookie()) {
      await this.#jar.setCookie(set, url, { ignoreError: true });
    }
    return response;
  }
}
