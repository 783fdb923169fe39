import { randomBytes } from "node:crypto";
import type { Clock } from "./clock.ts";
import type { Person } from "./person.ts";

/** A person who is signed in here. CIS2 has a session of its own, which `sid` names. */
export interface Session {
  readonly person: Person;
  readonly sid: string | undefined;
  readonly idToken: string;
}

interface Held extends Session {
  readonly startedAt: number;
  usedAt: number;
}

const idleLimit = 15 * 60 * 1000;
const absoluteLimit = 12 * 60 * 60 * 1000;

/** The value of a session's cookie. */
export function newSessionId(): string {
  return randomBytes(32).toString("base64url");
}

/** User sessions, by the random value of a cookie. */
export class Sessions {
  readonly #clock: Clock;
  readonly #held = new Map<string, Held>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  start(id: string, session: Session): void {
    const now = this.#clock.now();
    for (const [other, held] of this.#held) if (isOver(held, now)) this.#held.delete(other);
    this.#held.set(id, { ...session, startedAt: now, usedAt: now });
  }

  /** Counts as use. */
  find(id: string | undefined): Session | undefined {
    const held = id === undefined ? undefined : this.#held.get(id);
    if (id === undefined || held === undefined) return undefined;
    const now = this.#clock.now();
    if (isOver(held, now)) {
      this.#held.delete(id);
      return undefined;
    }
    held.usedAt = now;
    return held;
  }

  end(id: string | undefined): void {
    if (id !== undefined) this.#held.delete(id);
  }

  /** Ends the sessions that CIS2 says are over: those of one of its sessions, or all of a person's. */
  endAt({ sid, sub }: { readonly sid: string | undefined; readonly sub: string | undefined }): void {
    for (const [id, { sid: held, person }] of this.#held) {
      if (sid === undefined ? person.userId === sub : held === sid) this.#held.delete(id);
    }
  }
}

function isOver({ startedAt, usedAt }: Held, now: number): boolean {
  const idle = now - usedAt > idleLimit;
  const old = now - startedAt > absoluteLimit;
  return idle || old;
}
