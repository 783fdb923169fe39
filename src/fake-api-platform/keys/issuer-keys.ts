import { unknownError } from "../errors/refusal.ts";
import type { PublicKeys } from "../jwt/verify-signature.ts";
import { discoverProvider } from "./discovery.ts";
import { fetchJson, keysOf } from "./fetch-keys.ts";
import type { IdentityProvider } from "./identity-provider.ts";

/** The keys of the identity providers: kept, and read again for a `kid` that is not among them. */
export class IssuerKeys {
  readonly #kept = new Map<string, PublicKeys>();

  /** Rejects with the platform's unknown error if they cannot be read. */
  async of(provider: IdentityProvider, kid: unknown): Promise<PublicKeys> {
    const { issuer, jwksUri } = provider;
    const kept = this.#kept.get(issuer);
    if (kept?.some((key) => key.kid === kid)) return kept;
    const address = jwksUri ?? (await discoverProvider(provider)).jwks_uri;
    try {
      const keys = keysOf(await fetchJson(address));
      this.#kept.set(issuer, keys);
      return keys;
    } catch (cause) {
      throw unknownError(500, cause);
    }
  }

  forget(): void {
    this.#kept.clear();
  }
}
