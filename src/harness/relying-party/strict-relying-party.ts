import type * as openidClient from "openid-client";
import type { ClientAuth, Configuration, CustomFetch, IDToken, PrivateKeyJwt, UserInfoResponse } from "openid-client";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";

export interface RelyingPartyOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly authentication:
    | { readonly method: "client_secret_basic" | "client_secret_post"; readonly secret: string }
    | { readonly method: "private_key_jwt"; readonly privateKey: Parameters<typeof PrivateKeyJwt>[0] };
  /** Scopes, separated by spaces. */
  readonly scope: string;
  readonly acrValues?: string;
  /** The prompt parameter; NHS relying parties that ask for a role send "login". */
  readonly prompt?: string;
  readonly pkce?: boolean;
  /** How its requests leave. Default: as Node's own do. */
  readonly fetch?: CustomFetch;
}

/** What a relying party knows of a person who signed in: checked ID token claims, and userinfo. */
export interface RelyingPartyResult {
  readonly claims: IDToken;
  /** The ID token itself, such as for an exchange at the NHS API platform. */
  readonly idToken: string;
  readonly userinfo: UserInfoResponse;
}

/** A sign-in under way: where to send the browser, and what to make of its return. */
export interface PendingSignIn {
  readonly authorizationUrl: URL;
  readonly redirectUri: string;
  /**
   * Exchanges the code, checks state, nonce, iss, aud, times and signature, and asks for userinfo.
   * Rejects with SIGN_IN_REFUSED if CIS2 sent an OAuth error back, and with openid-client's errors.
   */
  readonly finish: (callback: URL) => Promise<RelyingPartyResult>;
}

/** A correct, confidential relying party on openid-client, as strict as the specification lets it be. */
export class StrictRelyingParty {
  readonly #configuration: Configuration;
  readonly #options: RelyingPartyOptions;
  readonly #client: typeof openidClient;

  private constructor(configuration: Configuration, options: RelyingPartyOptions, client: typeof openidClient) {
    this.#configuration = configuration;
    this.#options = options;
    this.#client = client;
  }

  /** Reads the issuer's discovery document. Rejects with CONFIGURATION_INVALID or CIS2_UNREACHABLE. */
  static async discover(options: RelyingPartyOptions): Promise<StrictRelyingParty> {
    const { issuer } = options;
    if (!URL.canParse(issuer)) {
      throw new TestkitError("CONFIGURATION_INVALID", { setting: "issuer", reason: `"${issuer}" is not a URL` });
    }
    const client = await import("openid-client");
    try {
      const authentication = clientAuthentication(options, client);
      const configuration = await client.discovery(new URL(issuer), options.clientId, {}, authentication, {
        ...(options.fetch === undefined ? {} : { [client.customFetch]: options.fetch }),
        // oxlint-disable-next-line typescript/no-deprecated -- so marked to stand out; loopback issuers have no TLS
        execute: issuer.startsWith("http://") ? [client.allowInsecureRequests] : [],
      });
      return new StrictRelyingParty(configuration, options, client);
    } catch (cause) {
      throw new TestkitError("CIS2_UNREACHABLE", { url: issuer }, { cause });
    }
  }

  /** Where to send the browser to end the person's session at CIS2, and where it then comes back (RP-Initiated Logout 1.0). */
  signOutUrl(postLogoutRedirectUri: string): URL {
    return this.#client.buildEndSessionUrl(this.#configuration, { post_logout_redirect_uri: postLogoutRedirectUri });
  }

  async begin(): Promise<PendingSignIn> {
    const { redirectUri, scope, acrValues, prompt, pkce = true } = this.#options;
    const client = this.#client;
    const state = client.randomState();
    const nonce = client.randomNonce();
    const verifier = pkce ? client.randomPKCECodeVerifier() : undefined;
    const authorizationUrl = client.buildAuthorizationUrl(this.#configuration, {
      redirect_uri: redirectUri,
      scope,
      state,
      nonce,
      ...(acrValues === undefined ? {} : { acr_values: acrValues }),
      ...(prompt === undefined ? {} : { prompt }),
      ...(verifier === undefined
        ? {}
        : { code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: "S256" }),
    });
    return {
      authorizationUrl,
      redirectUri,
      finish: async (callback) => {
        const grant = client.authorizationCodeGrant(this.#configuration, callback, {
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
          ...(verifier === undefined ? {} : { pkceCodeVerifier: verifier }),
        });
        const tokens = await grant.catch((cause: unknown) => {
          if (cause instanceof client.AuthorizationResponseError) throw whatCis2Refused(cause);
          throw cause;
        });
        const claims = tokens.claims();
        const { id_token: idToken } = tokens;
        if (claims === undefined || idToken === undefined) throw new TypeError("the token response has no ID token");
        const userinfo = await client.fetchUserInfo(this.#configuration, tokens.access_token, claims.sub);
        return { claims, idToken, userinfo };
      },
    };
  }
}

function whatCis2Refused(cause: openidClient.AuthorizationResponseError): TestkitError {
  const { error, error_description: description = "no description" } = cause;
  return new TestkitError("SIGN_IN_REFUSED", { error, description }, { cause });
}

function clientAuthentication({ authentication }: RelyingPartyOptions, client: typeof openidClient): ClientAuth {
  switch (authentication.method) {
    case "client_secret_basic":
      return client.ClientSecretBasic(authentication.secret);
    case "client_secret_post":
      return client.ClientSecretPost(authentication.secret);
    case "private_key_jwt":
      return client.PrivateKeyJwt(authentication.privateKey);
  }
}
