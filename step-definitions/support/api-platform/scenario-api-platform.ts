import assert from "node:assert/strict";
import { createPrivateKey, type JsonWebKey, randomUUID } from "node:crypto";
import {
  type FakeApiPlatform,
  listenForApiPlatform,
  type PlatformSettingsInput,
} from "../../../src/fake-api-platform/index.ts";
import type { ManualClock } from "../../../src/foundation/clock.ts";
import type { ScenarioCis2 } from "../scenario-cis2.ts";
import { anotherKey, appKey, appOfKind, appSecret, callbackUrl } from "./app-kinds.ts";
import { changeRequest, encodeRequest, type PlatformRequest } from "./platform-request.ts";

export interface PlatformAnswer {
  readonly status: number;
  readonly location: string | undefined;
  /** What the answer says, if it is JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** CIS2 knows the platform by it. */
export const platformClient = { id: "100000000003.apps.national", secret: "a secret of the platform" };
const urn = "urn:ietf:params:oauth:";

/** The API platform of one scenario, the app that is registered there, and what it was answered. */
export class ScenarioApiPlatform {
  readonly #cis2: ScenarioCis2;
  readonly #clock: ManualClock;
  #platform: Promise<FakeApiPlatform> | undefined;
  #stop: (() => Promise<void>) | undefined;
  #answer: PlatformAnswer | undefined;
  app = "has registered its public key";
  readonly settings: PlatformSettingsInput = {};
  /** The latest tokens, and the `sid` of the sign-in. */
  tokens: Readonly<Record<string, unknown>> = {};

  constructor(cis2: ScenarioCis2, clock: ManualClock) {
    this.#cis2 = cis2;
    this.#clock = clock;
  }

  /** Started by the first step that needs it. */
  platform(): Promise<FakeApiPlatform> {
    this.#platform ??= this.#start();
    return this.#platform;
  }

  async #start(): Promise<FakeApiPlatform> {
    const { cis2 } = await this.#cis2.embedded();
    const { issuer, origin } = cis2.networks.internet;
    const listening = await listenForApiPlatform({ port: 0 });
    this.#stop = () => listening.close();
    await cis2.relyingParties.register({
      clientId: platformClient.id,
      clientSecret: platformClient.secret,
      name: "NHS API platform",
      redirectUris: [`${listening.origin}/oauth2/callback`],
      backchannelLogoutUri: `${listening.origin}/oauth2/backchannel_logout`,
    });
    const jwksUri = issuer.replace(origin, cis2.listeners.internet) + "/connect/jwk_uri";
    return listening.serve({
      identityProviders: [{ issuer, jwksUri, client: platformClient }],
      apps: [appOfKind(this.app, listening.origin)],
      settings: this.settings,
      clock: this.#clock,
    });
  }

  get now(): number {
    return Math.floor(this.#clock.now().getTime() / 1000);
  }

  /** The answer to the latest request. */
  get answer(): PlatformAnswer {
    return this.#answer ?? assert.fail("nothing was asked of the API platform");
  }

  /** Sends a request whose parts are changed, one after the other. */
  async send(
    request: PlatformRequest,
    changes: readonly (readonly [part: string, value: string])[] = [],
  ): Promise<void> {
    for (const [part, value] of changes) changeRequest(request, part, value, { now: this.now, another: anotherKey() });
    const { origin } = await this.platform();
    const { method, path, contentType } = request;
    const encoded = encodeRequest(request).toString();
    const get = method === "GET";
    this.take(
      await fetch(get ? `${origin}${path}?${encoded}` : `${origin}${path}`, {
        method,
        redirect: "manual",
        ...(contentType === undefined ? {} : { headers: { "content-type": contentType } }),
        ...(get ? {} : { body: encoded }),
      }).then(readAnswer),
    );
  }

  take(answer: PlatformAnswer): void {
    this.#answer = answer;
    if (typeof answer.body["access_token"] === "string") this.tokens = { ...this.tokens, ...answer.body };
  }

  token(kind: "access_token" | "refresh_token"): string | undefined {
    const token = this.tokens[kind];
    return typeof token === "string" ? token : undefined;
  }

  /** Calls an API with a token, or none. */
  async call(path: string, token: string | undefined, headers: Readonly<Record<string, string>> = {}): Promise<void> {
    const { origin } = await this.platform();
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    this.take(await fetch(`${origin}${path}`, { headers: { ...authorization, ...headers } }).then(readAnswer));
  }

  /** A valid exchange of an ID token that CIS2's own key signs. */
  async exchangeRequest(claims: Readonly<Record<string, unknown>> = {}): Promise<PlatformRequest> {
    const { cis2 } = await this.#cis2.embedded();
    const { keys } = await cis2.signingKeys.current();
    const key = keys.find(({ alg }) => alg === "RS256") ?? assert.fail("CIS2 has no RS256 key");
    const { origin } = await this.platform();
    return {
      ...form("/oauth2/token", {
        grant_type: `${urn}grant-type:token-exchange`,
        subject_token_type: `${urn}token-type:id_token`,
        client_assertion_type: `${urn}client-assertion-type:jwt-bearer`,
      }),
      jwts: {
        "client assertion": {
          header: { alg: "RS512", typ: "JWT", kid: "test-1" },
          claims: { iss: "app", sub: "app", aud: `${origin}/oauth2/token`, jti: randomUUID(), exp: this.now + 300 },
          key: appKey(),
        },
        "subject token": {
          header: { alg: "RS256", typ: "JWT", kid: key.kid },
          claims: {
            iss: cis2.networks.internet.issuer,
            aud: "999999999999.apps.national",
            sub: "555254240100",
            exp: this.now + 3600,
            authentication_assurance_level: 3,
            ...claims,
          },
          key: { privateKey: createPrivateKey({ key: key as JsonWebKey, format: "jwk" }) },
        },
      },
    };
  }

  /** A valid refresh of the latest tokens. */
  refreshRequest(): PlatformRequest {
    return form("/oauth2/token", {
      ...client,
      grant_type: "refresh_token",
      refresh_token: this.token("refresh_token"),
    });
  }

  codeRequest(code: string | undefined, path = "/oauth2-mock/token"): PlatformRequest {
    return form(path, { ...client, grant_type: "authorization_code", redirect_uri: callbackUrl, code });
  }

  authorizationRequest(path = "/oauth2-mock/authorize"): PlatformRequest {
    const parameters = { client_id: "app", redirect_uri: callbackUrl, response_type: "code", state: randomUUID() };
    return { method: "GET", path, contentType: undefined, parameters, jwts: {} };
  }

  async close(): Promise<void> {
    await this.#stop?.();
  }
}

const client = { client_id: "app", client_secret: appSecret };

export function form(path: string, parameters: Record<string, string | undefined>): PlatformRequest {
  return { method: "POST", path, contentType: "application/x-www-form-urlencoded", parameters, jwts: {} };
}

async function readAnswer(response: Response): Promise<PlatformAnswer> {
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json") ?? false;
  const body = json ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: response.status, location: response.headers.get("location") ?? undefined, body };
}
