import { Provider, type AdapterFactory, type JWK, type KoaContextWithOIDC } from "oidc-provider";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Logger } from "../../foundation/logger.ts";
import type { Cis2Network } from "../networks/cis2-network.ts";
import type { RelyingParties } from "../relying-parties/registry.ts";
import {
  clientAssertionAlgorithms,
  toClientMetadata,
  tokenEndpointAuthMethods,
} from "../relying-parties/relying-party.ts";
import type { Settings } from "../settings/settings.ts";
import { ProviderAdapter } from "./provider-adapter.ts";
import type { Store } from "../../store/store.ts";
import type { Directory } from "../../care-identity/directory/directory.ts";
import { accountFinder } from "./accounts.ts";
import { afterAnswer } from "./after-answer.ts";
import { scopeClaims } from "./claims.ts";
import { rememberClients } from "./clients.ts";
import type { CookieKeys } from "./cookie-keys.ts";
import { documentedErrors } from "./documented-errors.ts";
import { keepGranted } from "./granted.ts";
import { completeCode, grantFor, sessionId } from "./grants.ts";
import {
  acceptBothFormsOfAudience,
  assertionErrors,
  assertionLifetime,
  refuseOtherMethods,
} from "./client-authentication.ts";
import { formRequests } from "./form-requests.ts";
import { promptErrors } from "./prompt-errors.ts";
import { publishedDocuments } from "./published-documents.ts";
import { signingAlgorithms } from "./signing-keys.ts";
import { formTokens } from "./token-form.ts";
import { nameClientInResponses, tokenResponses } from "./token-responses.ts";
import { signInPolicy } from "./interaction-policy.ts";
import type { Middleware } from "koa";
import type { BackchannelLogout } from "../logout/backchannel-logout.ts";
import { errorPage, logoutPages } from "../pages/provider-pages.ts";
import { errorMiddleware } from "../pages/errors.ts";
import { securityHeaders } from "../../foundation/page-style/security-headers.ts";
import { acceptOidcScope } from "./mandatory-scope.ts";
import { refuseOtherNetworks } from "./network-policy.ts";
import { SessionRoles } from "./session-roles.ts";

export interface ProviderOptions {
  network: Cis2Network;
  store: Store;
  directory: Directory;
  relyingParties: RelyingParties;
  settings: Settings;
  /** Private signing keys; the first one of an algorithm signs. */
  signingKeys: readonly JWK[];
  /** Published beside them. */
  encryptionKey: JWK | undefined;
  cookieKeys: CookieKeys;
  logger: Logger;
  /** Around the provider's answers, the outermost first. */
  middleware: readonly Middleware[];
  logout: BackchannelLogout;
}

/** The OpenID provider of one network. What it keeps is in the store, so that networks and instances share it. */
export function createProvider(options: ProviderOptions): Provider {
  const { network, store, settings, logger } = options;
  const claims = scopeClaims(settings);
  const roles = new SessionRoles(store, settings.sessionLifetime);
  const provider = new Provider(network.issuer, {
    adapter: adapterFor(options),
    jwks: { keys: [...options.signingKeys] },
    routes: {
      authorization: "/authorize",
      token: "/access_token",
      userinfo: "/userinfo",
      jwks: "/connect/jwk_uri",
      end_session: "/connect/endSession",
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      jwtUserinfo: { enabled: true },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: { enabled: true, ...logoutPages },
    },
    responseTypes: ["code"],
    clientAuthMethods: [...tokenEndpointAuthMethods],
    enabledJWA: {
      clientAuthSigningAlgValues: [...clientAssertionAlgorithms],
      idTokenSigningAlgValues: [...signingAlgorithms],
      userinfoSigningAlgValues: [...signingAlgorithms],
    },
    allowOmittingSingleRegisteredRedirectUri: settings.omittedRedirectUri === "accepted",
    clientBasedCORS: (ctx) => ctx.oidc.route !== "token" || settings.tokenRequestFromBrowser === "accepted",
    assertJwtClientAuthClaimsAndHeader: assertionLifetime(settings),
    // Characters of six bits.
    formats: { bitsOfOpaqueRandomness: settings.opaqueTokenLength * 6 },
    pkce: { required: () => settings.pkce === "required" },
    scopes: Object.keys(claims),
    claims,
    acrValues: settings.acrValues,
    ttl: {
      AccessToken: settings.accessTokenLifetime,
      AuthorizationCode: settings.codeLifetime,
      IdToken: settings.idTokenLifetime,
      Interaction: settings.signInLifetime,
      Session: settings.sessionIdleLifetime,
      // As long as anything issued under it.
      Grant: settings.accessTokenLifetime + settings.codeLifetime,
    },
    cookies: {
      keys: options.cookieKeys,
      names: { session: "cis2_session", interaction: "cis2_sign_in", resume: "cis2_resume" },
      long: { signed: true, httpOnly: true, sameSite: "lax", path: "/" },
      short: { signed: true, httpOnly: true, sameSite: "lax" },
    },
    clockTolerance: 5,
    interactions: { policy: signInPolicy(roles, settings, store), url: (_ctx, { uid }) => `/sign-in/${uid}` },
    findAccount: accountFinder({ directory: options.directory, settings }),
    loadExistingGrant: (ctx) => grantFor(ctx, roles),
    expiresWithSession: (ctx, token) => {
      if (token.kind === "AuthorizationCode") completeCode(ctx, token, settings);
      return true;
    },
    renderError: errorPage(logger, options.relyingParties, network),
    // Its own dispatcher refuses loopback and private addresses, the ones that relying parties under test have.
    fetch: (url, { dispatcher: _, ...options }: RequestInit = {}) => fetch(url, options),
  });
  // The scheme and host of its addresses are those of the network, put into the forwarding headers by the network's listener.
  provider.proxy = true;
  if (settings.authorizationResponseClientId) nameClientInResponses(provider);
  keepGranted(provider);
  rememberClients(provider, options.relyingParties);
  formTokens(provider, options.signingKeys, settings);
  acceptBothFormsOfAudience(provider);
  if (settings.mandatoryScope === "oidc") provider.use(acceptOidcScope);
  provider.use(securityHeaders());
  for (const one of options.middleware) provider.use(one);
  provider.use(errorMiddleware(logger));
  provider.use(formRequests());
  provider.use(
    afterAnswer([
      refuseUnknownPages,
      publishedDocuments(options),
      tokenResponses(settings),
      assertionErrors,
      ...(settings.errorDescriptions === "documented" ? [documentedErrors] : []),
      ...(settings.otherTokenEndpointAuthMethod === "refused" ? [refuseOtherMethods(provider)] : []),
      promptErrors,
      refuseOtherNetworks(options.relyingParties, network),
    ]),
  );
  // The client's own method sends once and forgets; ours tries again and keeps a journal.
  provider.Client.prototype["backchannelLogout"] = async function (sub: string, sid: string) {
    const { clientId, backchannelLogoutUri: uri } = this;
    if (uri) {
      await options.logout.deliver({ clientId, uri, sub, sid: sessionId(sid, settings), issuer: network.issuer });
    }
  };
  provider.on("authorization.error", (ctx, { error, error_description }) => {
    ctx.state["refused"] = { error, error_description };
  });
  provider.on("server_error", (ctx, err) => {
    logger.error({ err, path: ctx.path, network: network.network }, "the provider failed");
  });
  return provider;
}

function refuseUnknownPages(ctx: KoaContextWithOIDC): void {
  if (ctx.status === 404 && !ctx.body) throw new TestkitError("PAGE_UNKNOWN", { path: ctx.path });
}

function adapterFor({ store, network, relyingParties, settings }: ProviderOptions): AdapterFactory {
  return (kind) => {
    const adapter = new ProviderAdapter(kind, store, settings.codeLifetime);
    if (kind === "ReplayDetection" && settings.clientAssertionReplay === "accepted") {
      adapter.find = () => Promise.resolve(undefined);
    }
    if (kind !== "Client") return adapter;
    // A relying party that is not for this network does not exist on it.
    adapter.find = async (clientId) => {
      const party = await relyingParties.find(clientId);
      return party?.networks.includes(network.network) ? toClientMetadata(party, settings) : undefined;
    };
    return adapter;
  };
}
