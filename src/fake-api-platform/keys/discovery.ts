import { z } from "zod";
import { safeParse } from "../../foundation/safe-parse.ts";
import { unknownError } from "../errors/refusal.ts";
import { fetchJson } from "./fetch-keys.ts";
import type { IdentityProvider } from "./identity-provider.ts";

const documentSchema = z.looseObject({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url(),
  jwks_uri: z.url(),
});

export type DiscoveryDocument = z.infer<typeof documentSchema>;

/** The provider's discovery document. Rejects with the platform's unknown error if it cannot be read. */
export async function discoverProvider({ issuer, discovery }: IdentityProvider): Promise<DiscoveryDocument> {
  const address = discovery ?? `${issuer}/.well-known/openid-configuration`;
  let json: unknown;
  try {
    json = await fetchJson(address);
  } catch (cause) {
    throw unknownError(500, cause);
  }
  const parsed = safeParse(documentSchema, json);
  if (!parsed.success) throw unknownError(500, parsed.error);
  return parsed.data;
}
