/** How a relying party showed at the token endpoint who it is; what a client assertion says but its signature. */
export type TokenRequestAuthentication =
  | { readonly method: "client_secret_post" | "client_secret_basic" | "none" }
  | {
      readonly method: "private_key_jwt";
      readonly algorithm: string | undefined;
      readonly audience: readonly string[];
      readonly id: string | undefined;
      /** Seconds from now to its end; negative once it has passed. */
      readonly lifetime: number | undefined;
    };

/** Something that happened, as the journal and the event stream show it. */
export type JournalEvent =
  | {
      readonly type: "request";
      readonly network: string;
      readonly method: string;
      readonly path: string;
      readonly status: number;
      readonly milliseconds: number;
      /** The provider's endpoint, if it was one. */
      readonly endpoint?: string | undefined;
      readonly clientId?: string | undefined;
      /** The parameters of the request, secrets redacted. */
      readonly parameters?: Readonly<Record<string, unknown>> | undefined;
      readonly error?: string | undefined;
      /** Why, as the answer says it. */
      readonly description?: string | undefined;
      /** How a token request was authenticated. */
      readonly authentication?: TokenRequestAuthentication | undefined;
      /** Whose session a token answer is about. */
      readonly issued?: { readonly sub?: string | undefined; readonly sid?: unknown } | undefined;
      /** Ids of what it is about: of the sign-in, of the grant, and a digest of the code. */
      readonly joins?: readonly string[] | undefined;
      /** Where the answer sent the browser, secrets redacted. */
      readonly location?: string | undefined;
      readonly userAgent?: string | undefined;
      /** The version of TLS, if the network speaks it, such as TLSv1.3. */
      readonly tls?: string | undefined;
    }
  | {
      /** A connection on which nothing was asked. */
      readonly type: "connection";
      readonly network: string;
      readonly error: string;
    }
  | {
      readonly type: "sign-in";
      readonly uid: string;
      readonly clientId: string;
      readonly step: string;
      readonly userId?: string | undefined;
      /** The code of the error the step was refused with. */
      readonly refused?: string | undefined;
      /** What the card is to sign, Base64, if the step asked for it. */
      readonly challenge?: string | undefined;
      /** The authenticator, if no card took part. */
      readonly withoutCard?: string | undefined;
    }
  | {
      /** At the authentication service of CIS1, if one is served beside. */
      readonly type: "gas";
      readonly step: string;
      readonly userId?: string | undefined;
      readonly refused?: string | undefined;
      /** The check that refused, by its name in the code. */
      readonly check?: string | undefined;
      /** Digests of what it is about. */
      readonly joins: readonly string[];
    }
  | {
      readonly type: "fault";
      readonly fault: string;
      readonly id: string;
      readonly clientId: string | undefined;
      readonly endpoint: string;
      readonly joins: readonly string[];
    }
  | {
      readonly type: "logout";
      readonly clientId: string;
      readonly sub: string;
      readonly sid: string | undefined;
      readonly attempt: number;
      readonly status?: number | undefined;
      readonly error?: string | undefined;
      readonly delivered: boolean;
    };

export type JournalEntry = JournalEvent & {
  /** Counts up from 1 while the service runs. */
  readonly sequence: number;
  /** ISO 8601, by the wall clock. */
  readonly at: string;
};

/** Remembers the latest events, and tells them to the listeners. */
export class Journal {
  readonly #limit: number;
  readonly #entries: JournalEntry[] = [];
  readonly #listeners = new Set<(entry: JournalEntry) => void>();
  #last = 0;

  constructor(limit = 1000) {
    this.#limit = limit;
  }

  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  emit(event: JournalEvent): void {
    const entry = { ...event, sequence: ++this.#last, at: new Date().toISOString() };
    this.#entries.push(entry);
    // In slices, so that a full journal is not moved by one with every request.
    if (this.#entries.length > this.#limit * 1.5) this.#entries.splice(0, this.#entries.length - this.#limit);
    for (const listener of this.#listeners) listener(entry);
  }

  /** Calls the listener with what happens from now on, until the returned function is called. */
  listen(listener: (entry: JournalEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
