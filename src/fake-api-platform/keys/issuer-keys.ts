import { unknownError } from "../errors/refusal.ts";
import type { PublicKeys } from "../jwt/verify-signature.ts";
import { fetchJson, keysOf } from "./fetch-keys.ts";

/** An issuer of ID tokens that the platform accepts. Only the issuer itself is compared with `iss`. */
export interface IdentityProvider {
  readonly issuer: string;
  /** Where its keys are. Default: as its discovery document says. */
  readonly jwksUri?: string | undefined;
}

/** The keys of the identity providers: kept, and read again for a `kid` that is not among them. */
export class IssuerKeys {
  readonly #kept = new Map<string, PublicKeys>();

  /** Rejects with the platform's unknown error if they cannot be read. */
  async of({ issuer, jwksUri }: IdentityProvider, kid: unknown): Promise<PublicKeys> {
    const kept = this.#kept.get(issuer);
    if (kept?.some((key) => key.kid === kid)) return kept;
    try {
      const keys = keysOf(await fetchJson(jwksUri ?? (await this.#discover(issuer))));
      this.#kept.set(issuer, keys);
      return keys;
    } catch (cause) {
      throw unknownError(500, cause);
    }
  }

  forget(): void {
    this.#kept.clear();
  }

  async #discover(issuer: string): Promise<string> {
    const document = (await fetchJson(`${issuer}/.well-known/openid-configuration`)) as { jwks_uri?: unknown } | null;
    if (typeof document?.jwks_uri !== "string") throw new Error(`${issuer} names no jwks_uri`);
    return document.jwks_uri;
  }
}
