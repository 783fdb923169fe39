import type { Store } from "../../store/store.ts";
import type { Authenticator } from "../sign-in/authenticators.ts";

export interface GrantedRequest {
  readonly state?: string;
  readonly authenticator: Authenticator;
}

/**
 * Which role was chosen: in a session, so that it is asked for once, and under a grant, so that its tokens name it. Also of
 * the request that a grant is from: its state, and how the person signed in.
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

  /** Keeps of the request what the ID token tells of: of its state there is a hash. */
  async keepRequest(grantId: string, request: GrantedRequest): Promise<void> {
    await this.#store.set(`GrantedRequest:${grantId}`, { ...request }, this.#lifetime);
  }

  async requestOf(grantId: string): Promise<Partial<GrantedRequest>> {
    return ((await this.#store.get(`GrantedRequest:${grantId}`)) ?? {}) as Partial<GrantedRequest>;
  }

  async #get(key: string): Promise<string | undefined> {
    const value = await this.#store.get(key);
    return typeof value === "string" ? value : undefined;
  }
}
