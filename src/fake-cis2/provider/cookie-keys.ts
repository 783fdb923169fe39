import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from "node:crypto";
import { dropOldest } from "../../foundation/drop-oldest.ts";

/** A sign-in sends the same cookies with most of its requests. */
const [rememberedSignatures, longestRemembered] = [1024, 512];

/** Signs cookies with HMAC-SHA-256. Replaces keygrip, whose four HMACs per check cost as much as rendering a page. */
export class CookieKeys {
  /** By what was signed; of good ones alone, so that nobody else fills it. */
  readonly #signatures = new Map<string, string>();
  readonly #keys: readonly [KeyObject, ...KeyObject[]];

  /** @param keys - the first one signs; what another one signed is still good */
  constructor([first, ...earlier]: readonly [string, ...string[]]) {
    this.#keys = [secretKey(first), ...earlier.map(secretKey)];
  }

  sign(data: string): string {
    const signature = this.#signatures.get(data) ?? signed(data, this.#keys[0]);
    this.#remember(data, signature);
    return signature;
  }

  /** Which key signed; -1 for none. Takes as long wherever the signature differs. */
  index(data: string, signature: string): number {
    const given = Buffer.from(signature);
    const isExpected = (text: string) => {
      const expected = Buffer.from(text);
      return given.length === expected.length && timingSafeEqual(given, expected);
    };
    const known = this.#signatures.get(data);
    if (known !== undefined && isExpected(known)) return 0;
    const index = this.#keys.findIndex((key) => isExpected(signed(data, key)));
    if (index === 0) this.#remember(data, signature);
    return index;
  }

  verify(data: string, signature: string): boolean {
    return this.index(data, signature) >= 0;
  }

  #remember(data: string, signature: string): void {
    if (data.length > longestRemembered) return;
    // Put in again, so that the first is the one not asked for the longest.
    this.#signatures.delete(data);
    this.#signatures.set(data, signature);
    dropOldest(this.#signatures, rememberedSignatures);
  }
}

function secretKey(secret: string): KeyObject {
  return createSecretKey(secret, "utf8");
}

function signed(data: string, key: KeyObject): string {
  return createHmac("sha256", key).update(data).digest("base64url");
}
