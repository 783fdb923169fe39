/** A page as the person sees it. */
export interface PageSeen {
  readonly url: string;
  readonly status: number;
  readonly title: string;
  /** What can be read on it. */
  readonly text: string;
}

export type SessionAppearance = "signed in" | "signed out";

/** Somebody who uses the relying party, with a browser of their own that nobody has used before. */
export interface BrowserSession {
  /** Opens the start URL, does what it takes to get to CIS2, and goes on to where the browser comes to rest. */
  signIn(): Promise<void>;
  /** Opens a page; without following redirects to CIS2 where it is told so. */
  open(url: string, options?: { readonly stayAway?: boolean }): Promise<void>;
  /** Clicks what says this, or what the CSS selector finds. */
  click(target: string, options?: { readonly stayAway?: boolean }): Promise<void>;
  /** Whether the page looks so. */
  looks(look: SessionAppearance): Promise<boolean>;
  /** What stands where the CSS selector points; undefined where there is no such place. */
  textOf(selector: string): Promise<string | undefined>;
  /** The page of now; undefined where only a person sees it. */
  page(): Promise<PageSeen | undefined>;
  /** Everything the browser was sent so far, with the addresses it was sent to; undefined where nobody kept it. */
  received(): Promise<readonly string[] | undefined>;
  /** The addresses the browser asked for by itself, scripts included; undefined where nobody kept them. */
  readonly trail: readonly string[];
  /** Asks whoever sees the page, where that is a person. */
  confirm?(question: string): Promise<boolean>;
  /** A picture of the page, PNG; undefined where there is none. */
  picture(): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

/** How the relying party is used: by a program, in a browser, by a person. */
export interface Driver {
  readonly name: string;
  visit(): Promise<BrowserSession>;
  close(): Promise<void>;
}

export interface DriverOptions {
  /** The origin of CIS2 as the browser knows it. */
  readonly cis2: string;
  /** Resolves when CIS2 has let somebody in, refused them, or asks for a role; where the signal aborts, never. */
  readonly signInMoves: (signal: AbortSignal) => Promise<void>;
}
