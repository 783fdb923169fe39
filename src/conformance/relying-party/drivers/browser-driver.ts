import { setTimeout as wait } from "node:timers/promises";
import type { Browser, BrowserContext, Cookie, Locator, Page, Request, Response } from "playwright-core";
import type { RelyingPartyTarget } from "../configuration.ts";
import { redactedAddress } from "../../../foundation/redaction.ts";
import { startChromium } from "./chromium.ts";
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
import { matchesPage, collapseWhitespace } from "./page-matcher.ts";

const timeoutMs = 15_000;
/** How long a page that never stops talking may take to be quiet. */
const restMs = 3000;
/** How long it asks for nothing then. */
const quietMs = 100;
const readable = /^(text\/|application\/(json|javascript|x-javascript|manifest\+json))/;

/** Uses the relying party in Chromium, scripts and all. Rejects with DRIVER_MISSING. */
export async function browserDriver(target: RelyingPartyTarget, options: DriverOptions): Promise<Driver> {
  let browser = await startChromium(target.chromium);
  return {
    name: "browser",
    visit: async (cookies) => {
      // One that ended by itself costs the scenario that it was used in, and no other.
      if (!browser.isConnected()) browser = await startChromium(target.chromium);
      return PlaywrightSession.begin(browser, target, options, cookies);
    },
    close: () => browser.close(),
  };
}

class PlaywrightSession implements BrowserSession {
  readonly trail: string[] = [];
  readonly #target: RelyingPartyTarget;
  readonly #cis2: string;
  readonly #context: BrowserContext;
  readonly #page: Page;
  readonly #received: Promise<string>[] = [];
  readonly #underWay = new Set<Request>();
  #status = 0;
  #callback: Callback | undefined;

  private constructor(context: BrowserContext, page: Page, target: RelyingPartyTarget, { cis2 }: DriverOptions) {
    this.#context = context;
    this.#page = page;
    this.#target = target;
    this.#cis2 = cis2;
    for (const ended of ["requestfinished", "requestfailed"] as const) {
      context.on(ended as "requestfinished", (request) => void this.#underWay.delete(request));
    }
    context.on("response", (response) => {
      this.#note(response);
    });
    context.on("request", (request) => {
      this.#underWay.add(request);
      if (!request.isNavigationRequest() || !isCallback(request.url(), target.redirectUris)) return;
      this.#keepCallback(request.url(), request.method(), request.postData());
    });
  }

  static async begin(
    browser: Browser,
    target: RelyingPartyTarget,
    options: DriverOptions,
    cookies?: Cookies,
  ): Promise<PlaywrightSession> {
    const context = await browser.newContext({ ignoreHTTPSErrors: target.cis2.tls });
    if (cookies !== undefined) await context.addCookies(JSON.parse(cookies) as Cookie[]);
    context.setDefaultTimeout(timeoutMs);
    return new PlaywrightSession(context, await context.newPage(), target, options);
  }

  async signIn(options: MoveOptions = {}): Promise<void> {
    await this.open(this.#target.startUrl, options);
    for (const click of this.#target.signInClicks) await this.click(click, options);
  }

  open(url: string, options: MoveOptions = {}): Promise<void> {
    return this.#moving(options, async () => {
      await this.#page.goto(url);
    });
  }

  click(target: string, options: MoveOptions = {}): Promise<void> {
    return this.#moving(options, async () => {
      await (await this.#clickable(target)).click();
    });
  }

  get callback(): Callback | undefined {
    return this.#callback;
  }

  async bringBack({ url, method, body }: Callback): Promise<void> {
    if (method === "GET") {
      await this.open(url);
      return;
    }
    // A form comes from the page of CIS2 that it was on.
    const page = `${this.#cis2}/callback-brought-back`;
    await this.#context.route(page, (route) => route.fulfill({ contentType: "text/html", body: formOf(url, body) }));
    await this.open(page);
    await this.#context.unroute(page);
  }

  async cookies(): Promise<Cookies> {
    return JSON.stringify(await this.#context.cookies()) as Cookies;
  }

  async looks(look: SessionAppearance): Promise<boolean> {
    const url = this.#page.url();
    if (url.startsWith(`${this.#cis2}/`)) return look === "signed out";
    const { signedIn, signedOut } = this.#target;
    const has = async (selector: string) => (await this.#page.locator(selector).count()) > 0;
    return matchesPage({ url, text: await this.#text(), has }, look === "signed in" ? signedIn : signedOut);
  }

  async textOf(selector: string): Promise<string | undefined> {
    const found = this.#page.locator(selector);
    return (await found.count()) > 0 ? collapseWhitespace(await found.first().innerText()) : undefined;
  }

  async page(): Promise<PageSeen> {
    const [title, text] = [await this.#page.title(), await this.#text()];
    return { url: this.#page.url(), status: this.#status, title, text };
  }

  received(): Promise<readonly string[]> {
    return Promise.all(this.#received);
  }

  picture(): Promise<Uint8Array> {
    return this.#page.screenshot();
  }

  close(): Promise<void> {
    return this.#context.close();
  }

  /** Does something that makes the page change, and waits until it has. */
  async #moving({ stopBefore }: MoveOptions, move: () => Promise<void>): Promise<void> {
    if (stopBefore === undefined) {
      await move();
      await this.#rest();
      return;
    }
    const stopped: string[] = [];
    // Playwright's own routes do not see what a redirect leads to.
    const session = await this.#context.newCDPSession(this.#page);
    session.on("Fetch.requestPaused", ({ requestId, request: { url, method, postData } }) => {
      if (!this.#isStop(stopBefore, url)) {
        void session.send("Fetch.continueRequest", { requestId }).catch(() => undefined);
        return;
      }
      stopped.push(url);
      if (stopBefore === "callback") this.#keepCallback(url, method, postData ?? null);
      void session.send("Fetch.failRequest", { requestId, errorReason: "Aborted" }).catch(() => undefined);
    });
    await session.send("Fetch.enable", { patterns: [{ urlPattern: "*", resourceType: "Document" }] });
    try {
      await move();
      await this.#rest();
    } catch (error) {
      // A request that was stopped ends in an error page of the browser's.
      if (stopped.length === 0) throw error;
    } finally {
      await session.detach();
    }
  }

  #isStop(stopBefore: NonNullable<MoveOptions["stopBefore"]>, url: string): boolean {
    return stopBefore === "CIS2" ? url.startsWith(`${this.#cis2}/`) : isCallback(url, this.#target.redirectUris);
  }

  #keepCallback(url: string, method: string, body: string | null): void {
    this.#callback = { url, method: method === "POST" ? "POST" : "GET", ...(body === null ? {} : { body }) };
  }

  /** Waits until the page is loaded and has asked for nothing for a while. */
  async #rest(): Promise<void> {
    const until = performance.now() + restMs;
    let quietSince = performance.now();
    await this.#page.waitForLoadState("load");
    while (performance.now() < until && performance.now() - quietSince < quietMs) {
      await wait(quietMs / 4);
      if (this.#underWay.size > 0) quietSince = performance.now();
    }
    await this.#page.waitForLoadState("load");
  }

  async #clickable(target: string): Promise<Locator> {
    const name = { name: target, exact: true };
    const named = this.#page.getByRole("button", name).or(this.#page.getByRole("link", name));
    if ((await named.count()) > 0) return named.first();
    const found = this.#page.locator(target);
    if ((await found.count().catch(() => 0)) > 0) return found.first();
    throw new Error(`there is nothing that says, or is, "${target}" at ${redactedAddress(this.#page.url())}`);
  }

  #text(): Promise<string> {
    return this.#page.locator("body").innerText().then(collapseWhitespace);
  }

  #note(response: Response): void {
    const request = response.request();
    const isPage = request.isNavigationRequest() && request.frame() === this.#page.mainFrame();
    if (isPage) this.#status = response.status();
    if (isPage || request.method() !== "GET") {
      this.trail.push(`${request.method()} ${redactedAddress(request.url())} ${response.status()}`);
    }
    this.#received.push(whatCame(response));
  }
}

/** A page that submits a form as soon as it is there. */
function formOf(action: string, body = ""): string {
  const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  const inputs = [...new URLSearchParams(body)].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  return `<!DOCTYPE html><form method="post" action="${escaped(action)}">${inputs.join("")}</form><script>document.forms[0].submit()</script>`;
}

/** The address, the headers, and the body if it is text. */
async function whatCame(response: Response): Promise<string> {
  const headers: Record<string, string> = await response.allHeaders().catch(() => ({}));
  const isText = readable.test(headers["content-type"] ?? "");
  const body = isText ? await response.text().catch(() => "") : "";
  return [response.url(), ...Object.entries(headers).map((pair) => pair.join(": ")), body].join("\n");
}
