import { createPrivateKey, createPublicKey, randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { placeIfFree, replaceFile } from "../../foundation/place-file.ts";
import { preparePrivateFolder } from "../../foundation/private-folder.ts";
import { cacheDirectory } from "./cache-directory.ts";
import { algorithmOfKey, generateKeyPair, type KeyAlgorithm, type KeyPair } from "./key-algorithm.ts";

export interface KeyStoreOptions {
  /** Where the pairs are kept. Default: the user's cache directory. */
  directory?: string;
}

/**
 * Key pairs by label: the same label gives the same pair, in this run and the next.
 * If the directory cannot be made, or other users can write to it, the pairs live as long as the store does.
 */
export class KeyStore {
  readonly #directory: string;
  readonly #pairs = new Map<string, Promise<KeyPair>>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  keyPair(label: string, algorithm: KeyAlgorithm): Promise<KeyPair> {
    const name = `${encodeURIComponent(label)}.${algorithm}.pem`;
    const known = this.#pairs.get(name);
    if (known) return known;
    const pair = this.#load(join(this.#directory, name), algorithm);
    this.#pairs.set(name, pair);
    pair.catch(() => this.#pairs.delete(name));
    return pair;
  }

  /** Makes what is missing of several pairs, at the same time. */
  async warm(labels: Iterable<readonly [label: string, algorithm: KeyAlgorithm]>): Promise<void> {
    await Promise.all(Array.from(labels, ([label, algorithm]) => this.keyPair(label, algorithm)));
  }

  /**
   * What follows from the keys, and takes time to make: the bytes that an earlier run made and kept under this name, if
   * they still hold, and otherwise those that `make` makes.
   */
  async kept(
    name: string,
    make: () => Promise<Uint8Array>,
    holds: (bytes: Uint8Array) => boolean,
  ): Promise<Uint8Array> {
    if (!(await this.#usable())) return make();
    const file = join(this.#directory, encodeURIComponent(name));
    const known = await readFile(file).catch(() => undefined);
    if (known && holds(known)) return known;
    const made = await make();
    const temporary = `${file}.${randomUUID()}`;
    await writeFile(temporary, made, { mode: 0o600, flag: "wx" })
      .then(() => {
        replaceFile(temporary, file);
      })
      .catch(() => rm(temporary, { force: true }).catch(() => undefined));
    return made;
  }

  /** Nothing is read that another user could have put there. */
  #usable(): Promise<boolean> {
    return preparePrivateFolder(this.#directory).then(
      () => true,
      () => false,
    );
  }

  async #load(file: string, algorithm: KeyAlgorithm): Promise<KeyPair> {
    if (!(await this.#usable())) return generateKeyPair(algorithm);
    const kept = await read(file, algorithm);
    if (kept !== "absent" && kept !== "damaged") return kept;
    const made = await generateKeyPair(algorithm);
    return this.#keep(file, made, kept === "damaged");
  }

  /** The pair that is on disk afterwards: another process may have been first, and then both must use its pair. */
  async #keep(file: string, pair: KeyPair, replace: boolean): Promise<KeyPair> {
    const temporary = `${file}.${randomUUID()}`;
    try {
      const pem = pair.privateKey.export({ type: "pkcs8", format: "pem" });
      await writeFile(temporary, pem, { mode: 0o600, flag: "wx", flush: true });
      if (replace) replaceFile(temporary, file);
      else if (!placeIfFree(temporary, file)) throw new Error("another process was first");
      return pair;
    } catch {
      const theirs = await read(file, pair.algorithm);
      return theirs === "absent" || theirs === "damaged" ? pair : theirs;
    } finally {
      await rm(temporary, { force: true }).catch(() => undefined);
    }
  }
}

/** A store in the given directory, or below the user's cache directory (`$CIS2_TESTKIT_CACHE`). */
export function openKeyStore({ directory = join(cacheDirectory(), "keys") }: KeyStoreOptions = {}): KeyStore {
  return new KeyStore(directory);
}

async function read(file: string, algorithm: KeyAlgorithm): Promise<KeyPair | "absent" | "damaged"> {
  let pem: string;
  try {
    pem = await readFile(file, "utf8");
  } catch {
    return "absent";
  }
  try {
    const privateKey = createPrivateKey(pem);
    if (algorithmOfKey(privateKey) !== algorithm) return "damaged";
    return { algorithm, privateKey, publicKey: createPublicKey(privateKey) };
  } catch {
    return "damaged";
  }
}
