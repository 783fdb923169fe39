import type { Store } from "../../store/store.ts";

/** Which role was chosen in a session, so that it is asked for once. */
export class SessionRoles {
  readonly #store: Store;
  readonly #lifetime: number;

  /** @param lifetime - seconds a session can last */
  constructor(store: Store, lifetime: number) {
    this.#store = store;
    this.#lifetime = lifetime;
  }

  async ofSession(sessionUid: string, userId: string): Promise<string | undefined> {
    const value = await this.#store.get(key(sessionUid, userId));
    return typeof value === "string" ? value : undefined;
  }

  async choose(sessionUid: string, userId: string, roleId: string): Promise<void> {
    await this.#store.set(key(sessionUid, userId), roleId, this.#lifetime);
  }
}

function key(sessionUid: string, userId: string): string {
  return `SessionRole:${sessionUid}:${userId}`;
}
