import { createPrivateKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import type { JWK } from "oidc-provider";
import type { KeyStore } from "../../pki/index.ts";
import { configurationOf, type Store } from "../../store/store.ts";

/** How CIS2's tokens can be signed. */
export const signingAlgorithms = ["RS256", "RS512"] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/**
 * The provider's signing keys: private JWKs. A key is there once for each algorithm, under its own id, as ForgeRock AM
 * has it. The first ones sign; those of before are still published.
 */
export interface SigningKeySet {
  readonly generation: number;
  readonly keys: readonly JWK[];
  /** The key that was withdrawn last, for a provider that signs with it all the same. */
  readonly withdrawn?: JWK;
}

/** The key that signs with an algorithm now. */
export function keyFor(keys: readonly JWK[], algorithm: SigningAlgorithm): JWK {
  const key = keys.find(({ alg }) => alg === algorithm);
  if (!key) throw new TypeError(`there is no ${algorithm} signing key`);
  return key;
}

const storeKey = "SigningKeys";

/** Keeps the signing keys where all instances find them, and rotates them. */
export class SigningKeys {
  readonly #store: Store;
  readonly #keys: Pick<KeyStore, "keyPair">;

  constructor(store: Store, keys: Pick<KeyStore, "keyPair">) {
    this.#store = configurationOf(store);
    this.#keys = keys;
  }

  /** The keys that hold now; the first ones are made if there are none. */
  async current(): Promise<SigningKeySet> {
    const stored = await this.#store.get(storeKey);
    if (stored !== undefined) return stored as SigningKeySet;
    await this.#store.add(storeKey, { generation: 1, keys: await this.#make("1") } satisfies SigningKeySet);
    return (await this.#store.get(storeKey)) as SigningKeySet;
  }

  /** Signs with a new key from now on. The one before stays published, so that its signatures can still be checked. */
  async rotate(): Promise<SigningKeySet> {
    const { generation, keys } = await this.current();
    const next: SigningKeySet = {
      generation: generation + 1,
      keys: [...(await this.#make(String(generation + 1))), ...keys.slice(0, signingAlgorithms.length)],
    };
    await this.#store.set(storeKey, next);
    return next;
  }

  /** Signs with the keys of an earlier set again, and publishes them alone. */
  async restore({ keys }: SigningKeySet): Promise<void> {
    const { generation } = await this.current();
    await this.#store.set(storeKey, { generation: generation + 1, keys } satisfies SigningKeySet);
  }

  /** Publishes the keys that sign now, and no others: those of before are not valid any more. */
  async withdraw(): Promise<void> {
    const { generation, keys } = await this.current();
    const signing = keys.slice(0, signingAlgorithms.length);
    const withdrawn = keys[signing.length];
    if (!withdrawn) throw new TypeError("no key but those that sign is published");
    await this.#store.set(storeKey, { generation: generation + 1, keys: signing, withdrawn } satisfies SigningKeySet);
  }

  /** Has a set be the current one, in a store that was cleared. */
  async keep(set: SigningKeySet): Promise<void> {
    await this.#store.set(storeKey, set);
  }

  /** A key of the same kind that is never published. */
  async unpublished(): Promise<JWK> {
    return keyFor(await this.#make("unpublished"), "RS256");
  }

  /** A public key that nothing is signed with, use "enc". */
  async encryption(): Promise<JWK> {
    const { publicKey } = await this.#keys.keyPair("provider-encryption", "rsa-2048");
    const jwk = publicKey.export({ format: "jwk" }) as JWK;
    return { ...jwk, kid: await calculateJwkThumbprint(jwk as JsonWebKey), alg: "RSA-OAEP-256", use: "enc" };
  }

  async #make(name: string): Promise<JWK[]> {
    const { privateKey } = await this.#keys.keyPair(`provider-signing-${name}`, "rsa-2048");
    const jwk = privateKey.export({ format: "jwk" });
    const thumbprint = await calculateJwkThumbprint(jwk);
    return signingAlgorithms.map((alg) => ({
      ...jwk,
      kid: alg === "RS256" ? thumbprint : `${thumbprint}-${alg}`,
      alg,
      use: "sig",
    }));
  }
}

export function privateKeyOf(jwk: JWK): KeyObject {
  return createPrivateKey({ key: jwk as JsonWebKey, format: "jwk" });
}
