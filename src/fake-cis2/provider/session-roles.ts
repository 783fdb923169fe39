import type { Store } from "../../store/store.ts";

/**
 * Which role was chosen: in a session, so that it is asked for once, and under a grant, so that its tokens name it. Also the
 * state of the request that a grant is from.
 */
export class SessionRoles {
  readonly #store: Store;
  readonly #lifetime: number;

  /** @param lifetime - seconds a session can last */
  constructor(store: Store, lifetime: number) {
    this.#store = store;
    this.#lifetime = lifetime;
  }

  ofSession(sessionUid: string, userId: string): Promise<string | undefined> {
    return this.#get(`SessionRole:${sessionUid}:${userId}`);
  }

  async choose(sessionUid: string, userId: string, roleId: string): Promise<void> {
    await this.#store.set(`SessionRole:${sessionUid}:${userId}`, roleId, this.#lifetime);
  }

  ofGrant(grantId: string): Promise<string | undefined> {
    return this.#get(`GrantRole:${grantId}`);
  }

  async grant(grantId: string, roleId: string): Promise<void> {
    await this.#store.set(`GrantRole:${grantId}`, roleId, this.#lifetime);
  }

  /** Keeps the request's state, of which the ID token has a hash. */
  async keepState(grantId: string, state: string): Promise<void> {
    await this.#store.set(`GrantState:${grantId}`, state, this.#lifetime);
  }

  stateOf(grantId: string): Promise<string | undefined> {
    return this.#get(`GrantState:${grantId}`);
  }

  async #get(key: string): Promise<string | undefined> {
    const value = await this.#store.get(key);
    return typeof value === "string" ? value : undefined;
  }
}
