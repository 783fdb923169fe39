import { errors, type Adapter, type AdapterPayload } from "oidc-provider";
import type { Store } from "../../store/store.ts";

/** Seconds; longer than any code lives. */
const usedOnceMemory = 3600;
const usedOnce = new Set(["AuthorizationCode", "RefreshToken"]);

/** One kind of the provider's records (sessions, codes, tokens...) in the store. */
export class ProviderAdapter implements Adapter {
  readonly #kind: string;
  readonly #store: Store;

  constructor(kind: string, store: Store) {
    this.#kind = kind;
    this.#store = store;
  }

  async upsert(id: string, payload: AdapterPayload, lifetime?: number): Promise<void> {
    const key = this.#key(id);
    await this.#store.set(key, this.#movedBy(this.#store.aheadMs, payload), lifetime);
    if (this.#kind === "Session") await this.#store.set(uidKey(payload.uid), id, lifetime);
    // A grant is found by its own id; only what was issued under it has to be found through it.
    else if (payload.grantId && this.#kind !== "Interaction") {
      await this.#store.include(grantKey(payload.grantId), key, lifetime);
    }
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const stored = (await this.#store.get(this.#key(id))) as AdapterPayload | undefined;
    const payload = stored && this.#movedBy(-this.#store.aheadMs, stored);
    if (!payload || !usedOnce.has(this.#kind)) return payload;
    return (await this.#store.get(consumedKey(this.#key(id)))) ? { ...payload, consumed: true } : payload;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const id = await this.#store.get(uidKey(uid));
    return typeof id === "string" ? this.find(id) : undefined;
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async consume(id: string): Promise<void> {
    // Of two requests that come with the same code at the same moment, only one may pass.
    const first = await this.#store.add(consumedKey(this.#key(id)), true, usedOnceMemory);
    if (!first) throw new errors.InvalidGrant(`${this.#kind} already consumed`);
  }

  async destroy(id: string): Promise<void> {
    await this.#store.delete(this.#key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    const keys = await this.#store.members(grantKey(grantId));
    await Promise.all([...keys, grantKey(grantId)].map((key) => this.#store.delete(key)));
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

function uidKey(uid: string | undefined): string {
  return `SessionUid:${uid ?? ""}`;
}

function consumedKey(key: string): string {
  return `Consumed:${key}`;
}

function grantKey(grantId: string): string {
  return `Issued:${grantId}`;
}
