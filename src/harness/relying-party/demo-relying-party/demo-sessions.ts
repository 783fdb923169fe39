import { dropOldest } from "../../../foundation/drop-oldest.ts";
import { secureRandom } from "../../../foundation/random.ts";
import type { PendingSignIn, RelyingPartyResult } from "../strict-relying-party.ts";

/** One browser's session at the demo. */
export interface DemoSession {
  /** Sign-ins that were begun, by their state: each of the browser's tabs can have one. */
  readonly pending?: ReadonlyMap<string, PendingSignIn>;
  readonly signedIn?: RelyingPartyResult;
}

const mostSessions = 1000;

/** Who is signed in to the demo, by the random value of a cookie. */
export class DemoSessions {
  readonly #sessions = new Map<string, DemoSession>();

  find(id: string | undefined): DemoSession {
    return (id === undefined ? undefined : this.#sessions.get(id)) ?? {};
  }

  /** Starts a session of a new name: one that was known before signing in is worth nothing after it. */
  start(session: DemoSession): string {
    const id = Buffer.from(secureRandom.bytes(32)).toString("base64url");
    this.#sessions.set(id, session);
    dropOldest(this.#sessions, mostSessions);
    return id;
  }

  end(id: string | undefined): void {
    if (id !== undefined) this.#sessions.delete(id);
  }
}
