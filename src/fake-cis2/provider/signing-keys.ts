import { createPrivateKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import type { JWK } from "oidc-provider";
import type { KeyStore } from "../../pki/index.ts";
import type { Store } from "../../store/store.ts";

/** The provider's signing keys: private JWKs, of which the first signs and the others are still published. */
export interface SigningKeySet {
  readonly generation: number;
  readonly keys: readonly JWK[];
  /** The key that was withdrawn last, for a provider that signs with it all the same. */
  readonly withdrawn?: JWK;
}

const storeKey = "SigningKeys";

/** Keeps the signing keys where all instances find them, and rotates them. */
export class SigningKeys {
  readonly #store: Store;
  readonly #keys: Pick<KeyStore, "keyPair">;

  constructor(store: Store, keys: Pick<KeyStore, "keyPair">) {
    this.#store = store;
    this.#keys = keys;
  }

  /** The keys that hold now; the first ones are made where there are none. */
  async current(): Promise<SigningKeySet> {
    const stored = await this.#store.get(storeKey);
    if (stored !== undefined) return stored as SigningKeySet;
    await this.#store.add(storeKey, { generation: 1, keys: [await this.#make("1")] } satisfies SigningKeySet);
    return (await this.#store.get(storeKey)) as SigningKeySet;
  }

  /** Signs with a new key from now on. The one before stays published, so that its signatures can still be checked. */
  async rotate(): Promise<SigningKeySet> {
    const { generation, keys } = await this.current();
    const next: SigningKeySet = {
      generation: generation + 1,
      keys: [await this.#make(String(generation + 1)), ...keys.slice(0, 1)],
    };
    await this.#store.set(storeKey, next);
    return next;
  }

  /** Signs with the keys of an earlier set again, and publishes them alone. */
  async restore({ keys }: SigningKeySet): Promise<void> {
    const { generation } = await this.current();
    await this.#store.set(storeKey, { generation: generation + 1, keys } satisfies SigningKeySet);
  }

  /** Publishes the signing key alone: those of before are not valid any more. */
  async withdraw(): Promise<void> {
    const { generation, keys } = await this.current();
    const [first, withdrawn] = keys;
    if (!first || !withdrawn) throw new TypeError("no key but the one that signs is published");
    await this.#store.set(storeKey, { generation: generation + 1, keys: [first], withdrawn } satisfies SigningKeySet);
  }

  /** Has a set be the current one, in a store that was cleared. */
  async keep(set: SigningKeySet): Promise<void> {
    await this.#store.set(storeKey, set);
  }

  /** A key of the same kind that is never published. */
  unpublished(): Promise<JWK> {
    return this.#make("unpublished");
  }

  async #make(name: string): Promise<JWK> {
    const { privateKey } = await this.#keys.keyPair(`provider-signing-${name}`, "rsa-2048");
    const jwk = privateKey.export({ format: "jwk" });
    return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: "RS256", use: "sig" };
  }
}

export function privateKeyOf(jwk: JWK): KeyObject {
  return createPrivateKey({ key: jwk as JsonWebKey, format: "jwk" });
}
