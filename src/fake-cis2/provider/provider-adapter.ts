import { errors, type Adapter, type AdapterPayload } from "oidc-provider";
import type { Store } from "../../store/store.ts";

const usedOnce = new Set(["AuthorizationCode", "RefreshToken"]);

/** One kind of the provider's records (sessions, codes, tokens...) in the store. */
export class ProviderAdapter implements Adapter {
  readonly #kind: string;
  readonly #store: Store;
  readonly #usedOnceMemory: number;

  /** @param usedOnceMemory - seconds that no code outlives, so that a code that was used is told from one that never was */
  constructor(kind: string, store: Store, usedOnceMemory = 3600) {
    this.#kind = kind;
    this.#store = store;
    this.#usedOnceMemory = usedOnceMemory;
  }

  async upsert(id: string, payload: AdapterPayload, lifetime?: number): Promise<void> {
    // Each token names its session's uid, which stays; browsers know a session by another id, which changes.
    const { uid = "" } = payload;
    const key = this.#kind === "Session" ? uid : id;
    await this.#store.set(this.#key(key), this.#movedBy(this.#store.aheadMs, payload), lifetime);
    if (this.#kind === "Session") await this.#store.set(uidKey(id), uid, lifetime);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    if (this.#kind === "Session") return this.#session(id);
    const payload = await this.#get(id);
    if (!payload || !usedOnce.has(this.#kind)) return payload;
    return (await this.#store.get(consumedKey(this.#key(id)))) ? { ...payload, consumed: true } : payload;
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#get(uid);
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async consume(id: string): Promise<void> {
    // Of two requests that come with the same code at the same moment, only one may pass.
    const first = await this.#store.add(consumedKey(this.#key(id)), true, this.#usedOnceMemory);
    if (!first) throw new errors.InvalidGrant(`${this.#kind} already consumed`);
  }

  async destroy(id: string): Promise<void> {
    const key = this.#kind === "Session" ? (await this.#session(id))?.uid : id;
    if (key !== undefined) await this.#store.delete(this.#key(key));
    if (this.#kind === "Session") await this.#store.delete(uidKey(id));
  }

  /** The provider takes no code and no token without its grant. */
  async revokeByGrantId(grantId: string): Promise<void> {
    await this.#store.delete(`Grant:${grantId}`);
  }

  async #session(id: string): Promise<AdapterPayload | undefined> {
    const uid = await this.#store.get(uidKey(id));
    const session = typeof uid === "string" ? await this.#get(uid) : undefined;
    return session?.jti === id ? session : undefined;
  }

  async #get(id: string): Promise<AdapterPayload | undefined> {
    const stored = (await this.#store.get(this.#key(id))) as AdapterPayload | undefined;
    return stored && this.#movedBy(-this.#store.aheadMs, stored);
  }

  /** Records end by the store's clock, while the provider compares their end with this machine's. */
  #movedBy(milliseconds: number, payload: AdapterPayload): AdapterPayload {
    if (milliseconds === 0 || payload.exp === undefined) return payload;
    return { ...payload, exp: payload.exp + milliseconds / 1000 };
  }

  #key(id: string): string {
    return `${this.#kind}:${id}`;
  }
}

function uidKey(id: string): string {
  return `SessionUid:${id}`;
}

function consumedKey(key: string): string {
  return `Consumed:${key}`;
}
