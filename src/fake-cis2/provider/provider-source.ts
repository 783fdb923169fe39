import type { Provider } from "oidc-provider";
import { createProvider, type ProviderOptions } from "./provider.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** Gives the provider of a network, made again when the signing keys were rotated, whichever instance rotated them. */
export function providerSource(
  options: Omit<ProviderOptions, "signingKeys" | "encryptionKey">,
  signingKeys: SigningKeys,
): () => Promise<Provider> {
  let made: { readonly generation: number; readonly provider: Provider } | undefined;
  return async () => {
    const { generation, keys } = await signingKeys.current();
    if (made?.generation !== generation) {
      const encryptionKey = options.settings.encryptionKey ? await signingKeys.encryption() : undefined;
      made = { generation, provider: createProvider({ ...options, signingKeys: keys, encryptionKey }) };
    }
    return made.provider;
  };
}
