import type { Clock } from "../../foundation/clock.ts";
import type { App } from "../apps/app.ts";
import { Refusal } from "../errors/refusal.ts";
import type { PublicKeys } from "../jwt/verify-signature.ts";
import { fetchJson, keysOf } from "./fetch-keys.ts";

interface Kept {
  readonly keys: PublicKeys;
  readonly until: number;
}

/** The public keys of registered apps: read from their address when first needed, and kept for a while. */
export class AppKeys {
  readonly #kept = new Map<string, Kept>();
  readonly #clock: Clock;
  readonly #seconds: number;

  constructor(clock: Clock, seconds: number) {
    this.#clock = clock;
    this.#seconds = seconds;
  }

  /** Throws the platform's refusals if no key is registered, or its address cannot be read. */
  async of({ jwks, jwksUri }: App): Promise<PublicKeys> {
    if (jwks) return keysOf(jwks);
    if (jwksUri === undefined) {
      const description =
        "You need to register a public key to use this authentication method - please contact support to configure";
      throw new Refusal(403, "public_key error", description);
    }
    const kept = this.#kept.get(jwksUri);
    if (kept && kept.until > this.#now()) return kept.keys;
    const keys = keysOf(await this.#read(jwksUri));
    this.#kept.set(jwksUri, { keys, until: this.#now() + this.#seconds * 1000 });
    return keys;
  }

  forget(): void {
    this.#kept.clear();
  }

  async #read(address: string): Promise<unknown> {
    try {
      // The platform takes the address apart, and finds nothing to ask for if it has no path.
      if (!/^https?:\/\/[^/]+\//.test(address)) throw new Error("the address has no path");
      return await fetchJson(address);
    } catch (cause) {
      const description = "The JWKS endpoint, for your client_assertion can't be reached";
      throw new Refusal(403, "public_key error", description, { cause });
    }
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}
