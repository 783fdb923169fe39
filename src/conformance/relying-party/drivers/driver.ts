/** A page as the person sees it. */
export interface PageSeen {
  readonly url: string;
  readonly status: number;
  readonly title: string;
  /** What can be read on it. */
  readonly text: string;
}

export type SessionAppearance = "signed in" | "signed out";

/** A browser can be stopped before it asks for a page of CIS2, or before it brings an answer of CIS2 back. */
export interface MoveOptions {
  readonly stopBefore?: "CIS2" | "callback";
}

/** A request by which a browser brings an answer of CIS2 to a redirect URI. */
export interface Callback {
  readonly url: string;
  readonly method: "GET" | "POST";
  /** The fields of a form, as they are sent. */
  readonly body?: string;
}

/** What a browser keeps of a site; made and understood by one kind of driver alone. */
export type Cookies = string & { readonly kind: unique symbol };

/** A new browser session at the relying party. */
export interface BrowserSession {
  /** Opens the start URL, does what it takes to get to CIS2, and goes on to where the browser stops. */
  signIn(options?: MoveOptions): Promise<void>;
  open(url: string, options?: MoveOptions): Promise<void>;
  /** Clicks what says this, or what the CSS selector finds. */
  click(target: string, options?: MoveOptions): Promise<void>;
  /** Whether the page looks so. */
  looks(look: SessionAppearance): Promise<boolean>;
  /** The text at the CSS selector. Returns undefined if nothing is there. */
  textOf(selector: string): Promise<string | undefined>;
  /** The page of now; undefined if only a person sees it. */
  page(): Promise<PageSeen | undefined>;
  /** Everything the browser was sent so far, with the addresses it was sent to; undefined if nobody kept it. */
  received(): Promise<readonly string[] | undefined>;
  /** The latest answer that this browser brought back, or was stopped before it did; undefined if nobody kept it. */
  readonly callback: Callback | undefined;
  /** Brings back an answer: this browser's, once more, or another's. */
  bringBack(callback: Callback): Promise<void>;
  /** The browser's cookies of now; undefined if nobody can read them. */
  cookies(): Promise<Cookies | undefined>;
  /** What the person did, or the addresses the browser asked for by itself. */
  readonly trail: readonly string[];
  /** Asks the person who sees the page, if there is one. */
  confirm?(question: string): Promise<boolean>;
  /** A picture of the page, PNG; undefined if there is none. */
  picture(): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

/** How the relying party is used: by a program, in a browser, by a person. */
export interface Driver {
  readonly name: string;
  /** A browser that nobody has used, or one that has the cookies of another. */
  visit(cookies?: Cookies): Promise<BrowserSession>;
  close(): Promise<void>;
}

export interface DriverOptions {
  /** The origin of CIS2 as the browser knows it. */
  readonly cis2: string;
  /** Resolves when CIS2 has let somebody in, refused them, or asks for a role; if the signal aborts, never. */
  readonly signInMoves: (signal: AbortSignal) => Promise<void>;
}

/** Whether the address is one that CIS2 sends the browser back to. */
export function isCallback(url: string, redirectUris: readonly string[]): boolean {
  const { origin, pathname } = new URL(url);
  return redirectUris.some((uri) => {
    const registered = new URL(uri);
    return registered.origin === origin && registered.pathname === pathname;
  });
}
