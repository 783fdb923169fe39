import { createPublicKey, type KeyObject } from "node:crypto";
import * as jose from "jose";
import { z } from "zod";
import type { Clock } from "./clock.ts";
import { refused } from "./problem.ts";

const cachedFor = 60 * 60 * 1000;
const betweenReloads = 300 * 1000;
const publicKey = z.looseObject({ kty: z.string(), kid: z.string().optional(), alg: z.string().optional() });
const keySet = z.object({ keys: z.array(publicKey) });

type Keys = z.infer<typeof keySet>["keys"];

/** The keys CIS2 signs with. A key that is not known is looked for again, but not at every token somebody makes up. */
export class SigningKeys {
  readonly #jwksUri: () => Promise<string>;
  readonly #clock: Clock;
  #keys: Keys = [];
  #loadedAt = -Infinity;
  #reloadedAt = -Infinity;

  constructor(jwksUri: () => Promise<string>, clock: Clock) {
    this.#jwksUri = jwksUri;
    this.#clock = clock;
  }

  /** The key that the token says it was signed with. Throws a Problem where CIS2 has no such key. */
  async find(token: string): Promise<KeyObject> {
    const { kid, alg } = headerOf(token);
    const now = this.#clock.now();
    if (now - this.#loadedAt >= cachedFor) await this.#load(now);
    if (kid !== undefined && !this.#has(kid) && now - this.#reloadedAt >= betweenReloads) {
      this.#reloadedAt = now;
      await this.#load(now);
    }
    const named = this.#keys.filter((one) => (kid === undefined ? one.alg === alg : one.kid === kid));
    const [key, ...others] = named;
    if (key === undefined || others.length > 0) throw refused("the signing key is not known");
    return createPublicKey({ key, format: "jwk" });
  }

  #has(kid: string | undefined): boolean {
    return this.#keys.some((key) => key.kid === kid);
  }

  async #load(now: number): Promise<void> {
    const response = await fetch(await this.#jwksUri(), { redirect: "error" });
    this.#keys = keySet.parse(await response.json()).keys;
    this.#loadedAt = now;
  }
}

function headerOf(token: string): jose.ProtectedHeaderParameters {
  try {
    return jose.decodeProtectedHeader(token);
  } catch {
    throw refused("the token is no JWT");
  }
}
