import type { KeyObject } from "node:crypto";
import type { KeyAlgorithm } from "../../pki/index.ts";
import { isEc, PrivateKey, type KeyGenerator, type RsaAlgorithm } from "./private-key.ts";

/** A command needs a key that takes long to make. It can be carried out again once the key is there. */
export class KeyNeededError extends Error {
  override readonly name = "KeyNeededError";
  readonly algorithm: RsaAlgorithm;

  constructor(algorithm: RsaAlgorithm) {
    super(`the command needs a new ${algorithm} key`);
    this.algorithm = algorithm;
  }
}

/** Makes the keys of one card. */
export class KeyMaker {
  readonly #given: ((algorithm: KeyAlgorithm) => KeyObject) | undefined;
  #refusesSlow = false;
  #ready: PrivateKey | undefined;

  /** `given` has keys in place of new ones, at once. */
  constructor(given?: (algorithm: KeyAlgorithm) => KeyObject) {
    this.#given = given;
  }

  /** Throws KeyNeededError for an RSA key that is not ready, inside `refusingSlow`. */
  readonly generate: KeyGenerator = (algorithm) => {
    if (this.#given) return new PrivateKey(this.#given(algorithm));
    if (this.#ready?.algorithm === algorithm) return this.#ready;
    if (this.#refusesSlow && !isEc(algorithm)) throw new KeyNeededError(algorithm);
    return PrivateKey.generate(algorithm);
  };

  /** Runs `work`, in which no key is made that keeps this thread busy for long. Throws KeyNeededError. */
  refusingSlow<T>(work: () => T): T {
    this.#refusesSlow = true;
    try {
      return work();
    } finally {
      this.#refusesSlow = false;
    }
  }

  /** Runs `work`, which gets this key if it asks for a new one. */
  with<T>(key: PrivateKey, work: () => T): T {
    this.#ready = key;
    try {
      return work();
    } finally {
      this.#ready = undefined;
    }
  }
}
