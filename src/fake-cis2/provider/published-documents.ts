import type { JWK, KoaContextWithOIDC } from "oidc-provider";
import { withDefaultPort } from "../networks/cis2-network.ts";
import type { RelyingParties } from "../relying-parties/registry.ts";
import type { Settings } from "../settings/settings.ts";
import type { AfterAnswer } from "./after-answer.ts";
import type { SigningAlgorithm } from "./signing-keys.ts";

/** In the order of a discovery document of the integration environment (a stub of an NHS team, captured from it). */
const capturedAlgorithms = [
  ["PS384", "ES384", "RS384", "HS256", "HS512", "ES256"],
  ["RS256", "HS384", "ES512", "PS256", "PS512", "RS512"],
].flat();

export interface PublishedDocuments {
  readonly settings: Settings;
  readonly relyingParties: RelyingParties;
  /** Published beside the signing keys. */
  readonly encryptionKey: JWK | undefined;
}

/** Gives the discovery document and the JWKS the form of CIS2's, as far as the settings say. */
export function publishedDocuments({ settings, relyingParties, encryptionKey }: PublishedDocuments): AfterAnswer {
  return (ctx) => {
    const { route } = ctx.oidc;
    if (ctx.status !== 200) return undefined;
    if (route === "discovery") ctx.body = discovery(ctx.body as Record<string, unknown>, settings);
    return route === "jwks" ? publishKeys(ctx) : undefined;
  };

  async function publishKeys(ctx: KoaContextWithOIDC): Promise<void> {
    const { keys } = ctx.body as { keys: JWK[] };
    const used = await algorithmsInUse(settings, relyingParties);
    const published = keys.filter(({ alg }) => used.has(alg as SigningAlgorithm));
    ctx.body = { keys: encryptionKey ? [encryptionKey, ...published] : published };
  }
}

function discovery(document: Record<string, unknown>, settings: Settings): Record<string, unknown> {
  const algorithms =
    settings.advertisedIdTokenAlgorithms === "captured"
      ? { id_token_signing_alg_values_supported: capturedAlgorithms }
      : {};
  if (settings.issuerPort !== "everywhere") return { ...document, ...algorithms };
  const addresses = Object.entries(document).map(([name, value]) => [
    name,
    name !== "issuer" && typeof value === "string" ? withDefaultPort(value) : value,
  ]);
  return { ...(Object.fromEntries(addresses) as Record<string, unknown>), ...algorithms };
}

/** A key is published for the algorithms that something is signed with. */
async function algorithmsInUse(settings: Settings, parties: RelyingParties): Promise<Set<SigningAlgorithm>> {
  const used = new Set<SigningAlgorithm>(["RS256", settings.idTokenAlgorithm, settings.logoutTokenAlgorithm]);
  for (const { idTokenSignedResponseAlg: idToken, userinfoSignedResponseAlg: userinfo } of await parties.list()) {
    if (idToken) used.add(idToken);
    if (userinfo) used.add(userinfo);
  }
  return used;
}
