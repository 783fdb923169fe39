import { CookieJar } from "tough-cookie";
import { redactedAddress } from "../../../foundation/redaction.ts";
import type { RelyingPartyTarget } from "../configuration.ts";
import {
  type BrowserSession,
  type Callback,
  type Cookies,
  type Driver,
  type DriverOptions,
  isCallback,
  type MoveOptions,
  type PageSeen,
  type SessionAppearance,
} from "./driver.ts";
import { HtmlDocument, type Request } from "./html-document.ts";
import { HttpConnections, type HttpResponse } from "./http-exchange.ts";
import { type Navigation, navigationHeaders, sameSiteContext } from "./navigation.ts";
import { matchesPage } from "./page-matcher.ts";

const mostHops = 25;

/** Uses the relying party by HTTP alone: cookies, redirects, links and forms, no scripts. */
export function httpDriver(target: RelyingPartyTarget, options: DriverOptions): Driver {
  return {
    name: "http",
    visit: async (cookies) => {
      const jar = cookies === undefined ? new CookieJar() : await CookieJar.deserialize(cookies);
      return new HttpSession(target, options, jar);
    },
    close: () => Promise.resolve(),
  };
}

interface Move extends MoveOptions {
  /** The page with the link or form; undefined for an address that is typed. */
  readonly from?: string;
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
  readonly #jar: CookieJar;
  readonly #connections = new HttpConnections();
  readonly #received: string[] = [];
  #page: HttpPage | undefined;
  #callback: Callback | undefined;

  constructor(target: RelyingPartyTarget, { cis2 }: DriverOptions, jar: CookieJar) {
    this.#target = target;
    this.#jar = jar;
    this.#cis2 = cis2;
  }

  async signIn(options: MoveOptions = {}): Promise<void> {
    const { startUrl, signInClicks } = this.#target;
    await this.open(startUrl, options);
    for (const click of signInClicks) await this.click(click, options);
  }

  open(url: string, options: MoveOptions = {}): Promise<void> {
    return this.#go({ url, method: "GET" }, options);
  }

  async click(target: string, options: MoveOptions = {}): Promise<void> {
    const { url, document } = this.#here();
    const request = document.clickOn(target);
    if (!request) throw new Error(`there is nothing that says, or is, "${target}" at ${redactedAddress(url)}`);
    await this.#go(request, { ...options, from: url });
  }

  get callback(): Callback | undefined {
    return this.#callback;
  }

  bringBack({ url, method, body }: Callback): Promise<void> {
    // A form comes from the page of CIS2 that it was on; an address could be opened from anywhere.
    const from = method === "POST" ? `${this.#cis2}/` : undefined;
    const fields = body === undefined ? {} : { body: new URLSearchParams(body) };
    return this.#go({ url, method, ...fields }, from === undefined ? {} : { from });
  }

  async cookies(): Promise<Cookies> {
    return JSON.stringify(await this.#jar.serialize()) as Cookies;
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
    const scripts = own.map((script) => {
      return this.#request({ url: script, method: "GET" }, { from: url, byPerson: false, addresses: [script] });
    });
    return [...this.#received, ...(await Promise.all(scripts)).map(({ body }) => body)];
  }

  picture(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  close(): Promise<void> {
    this.#connections.close();
    return this.#jar.removeAllCookies();
  }

  #here(): HttpPage {
    if (!this.#page) throw new TypeError("no page is open yet");
    return this.#page;
  }

  async #go(first: Request, { stopBefore, from }: Move): Promise<void> {
    let request = first;
    let navigation: Navigation = { from, byPerson: true, addresses: [] };
    for (let hop = 0; hop < mostHops; hop++) {
      if (stopBefore === "CIS2" && request.url.startsWith(`${this.#cis2}/`)) return;
      if (isCallback(request.url, this.#target.redirectUris)) {
        const { url, method, body } = request;
        this.#callback = { url, method, ...(body && { body: body.toString() }) };
        if (stopBefore === "callback") return;
      }
      navigation = { ...navigation, addresses: [...navigation.addresses, request.url] };
      const { status, headers, body } = await this.#request(request, navigation);
      this.trail.push(`${request.method} ${redactedAddress(request.url)} ${status}`);
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${[value].flat().join(", ")}`);
      this.#received.push(request.url, lines.join("\n"), body);
      const { location } = headers;
      if (status >= 300 && status < 400 && location !== undefined) {
        const keepsMethod = status === 307 || status === 308;
        const url = new URL(location, request.url).href;
        request = keepsMethod ? { ...request, url } : { url, method: "GET" };
        continue;
      }
      this.#page = { url: request.url, status, document: documentOf(body, headers["content-type"], request.url) };
      const next = this.#page.document.onwards;
      if (!next) return;
      navigation = { from: request.url, byPerson: false, addresses: [] };
      request = next;
    }
    throw new Error(`the browser was sent on ${mostHops} times, last to ${redactedAddress(request.url)}`);
  }

  async #request(request: Request, navigation: Navigation): Promise<HttpResponse> {
    const { url, method, body } = request;
    const cookie = await this.#jar.getCookieString(url, { sameSiteContext: sameSiteContext(request, navigation) });
    const response = await this.#connections.send({
      url,
      method,
      headers: { ...navigationHeaders(request, navigation), ...(cookie !== "" && { cookie }) },
      ...(body === undefined ? {} : { body: body.toString() }),
    });
    for (const set of response.headers["set-cookie"] ?? []) {
      await this.#jar.setCookie(set, url, { ignoreError: true });
    }
    return response;
  }
}

/** A browser shows what is not HTML as the text it is. */
function documentOf(body: string, type: string | undefined, url: string): HtmlDocument {
  if (type === undefined || /html/i.test(type)) return new HtmlDocument(body, url);
  return new HtmlDocument(`<pre>${body.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</pre>`, url);
}
