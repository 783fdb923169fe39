import type { Browser, BrowserContext, Page } from "playwright-core";
import { type LocalService, startLocalService } from "../../src/client/index.ts";
import { type EmbeddedCis2, type IssuedCard, startEmbeddedCis2 } from "../../src/harness/index.ts";
import type { RelyingPartyInput } from "../../src/fake-cis2/index.ts";
import { startBrowser } from "../../src/foundation/testing/browser.ts";
import { InProcessReaders } from "../../src/virtual-card/index.ts";

export interface DesktopWithBrowserOptions {
  readonly relyingParties: readonly RelyingPartyInput[];
  /** Names the browser is to find besides those of this machine, and their addresses. */
  readonly hosts?: Readonly<Record<string, string>>;
}

const reader = "Reader";

/** The addresses of passcode windows, as they come up. */
class Windows {
  /** Those that came up when nobody waited for one. */
  readonly unexpected: string[] = [];
  readonly #awaited: ((url: string) => void)[] = [];

  show(url: string): void {
    const take = this.#awaited.shift();
    if (take) take(url);
    else this.unexpected.push(url);
  }

  next(): Promise<string> {
    return new Promise((resolve) => this.#awaited.push(resolve));
  }
}

/** A desktop whose passcode windows are pages in Chromium, as people have them; `TestDesktop` answers them without. */
export class DesktopWithBrowser {
  readonly browser: Browser;
  readonly embedded: EmbeddedCis2;
  readonly service: LocalService;
  readonly #readers: InProcessReaders;
  readonly #windows: Windows;

  readonly #opened: AsyncDisposableStack;

  private constructor(
    browser: Browser,
    embedded: EmbeddedCis2,
    service: LocalService,
    readers: InProcessReaders,
    windows: Windows,
    opened: AsyncDisposableStack,
  ) {
    this.browser = browser;
    this.embedded = embedded;
    this.service = service;
    this.#readers = readers;
    this.#windows = windows;
    this.#opened = opened;
  }

  /** Closes what it opened if it cannot start. */
  static async start({ relyingParties, hosts }: DesktopWithBrowserOptions): Promise<DesktopWithBrowser> {
    await using opened = new AsyncDisposableStack();
    const ports: number[] = [];
    const windows = new Windows();
    const readers = new InProcessReaders();
    const embedded = await startEmbeddedCis2({ relyingParties, localServicePorts: () => ports });
    opened.defer(() => embedded.close());
    const service = await startLocalService({
      readers,
      origins: [embedded.cis2.networks.internet.origin],
      portServicePorts: [0],
      showWindow: (url) => {
        windows.show(url);
      },
    });
    opened.defer(() => service.close());
    ports.push(service.portServicePort);
    readers.addReader(reader);
    // Closed first: services wait for connections that Chromium holds.
    const browser = await startBrowser(hosts);
    opened.defer(() => browser.close());
    return new DesktopWithBrowser(browser, embedded, service, readers, windows, opened.move());
  }

  /** Puts a new card of the persona into the reader, in the place of any there. */
  async insert(profile: string, persona = "one-role"): Promise<IssuedCard> {
    const issued = await this.embedded.issueCard(persona, profile);
    this.eject();
    this.#readers.insert(reader, issued.card);
    return issued;
  }

  eject(): void {
    this.#readers.eject(reader);
  }

  /** The next passcode window to come up. */
  async nextWindow(context: BrowserContext): Promise<Page> {
    const url = await this.#windows.next();
    const page = await context.newPage();
    await page.goto(url);
    return page;
  }

  /** The address of the next passcode window to come up, which no browser opens by itself. */
  nextWindowUrl(): Promise<string> {
    return this.#windows.next();
  }

  /** The passcode windows that came up without a test waiting for one. */
  get unexpectedWindows(): readonly string[] {
    return this.#windows.unexpected;
  }

  async close(): Promise<void> {
    await this.#opened.disposeAsync();
  }
}
