import { randomUUID } from "node:crypto";
import { ManualClock } from "../../foundation/clock.ts";
import { startTestServer } from "../../foundation/testing/test-server.ts";
import type { Store } from "../../store/store.ts";
import type { AppInput } from "../apps/app.ts";
import type { PlatformRequestSeen } from "../request/observe-requests.ts";
import type { PlatformSettingsInput } from "../settings.ts";
import { type FakeApiPlatform, listenForApiPlatform } from "../start.ts";
import { signJwt, type SigningKey, signingKey } from "../../pki/keys/signed-jwt.ts";

export const keys = {
  app: signingKey("app-1"),
  issuer: signingKey("issuer-1"),
  foreign: signingKey("foreign"),
  another: signingKey("app-1"),
};
export const secret = "made-up-secret";
/** How CIS2 knows the platform. */
export const platformClient = "969567331415.apps.national";
const [level3, level2] = ["urn:nhsd:apim:user-nhs-cis2:aal3:one", "urn:nhsd:apim:user-nhs-cis2:aal2:two"];

export interface PlatformAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, string>;
}

/** A token exchange with all that may be wrong with it; undefined members are left out. */
export interface ExchangeRequest {
  path: string;
  contentType: string | undefined;
  form: Record<string, string | undefined>;
  assertion: { header: Record<string, unknown>; claims: Record<string, unknown>; key: SigningKey };
  subject: { header: Record<string, unknown>; claims: Record<string, unknown>; key: SigningKey };
}

export interface TestPlatform extends AsyncDisposable {
  readonly platform: FakeApiPlatform;
  readonly clock: ManualClock;
  readonly issuer: string;
  /** How often the apps' and the issuer's keys have been read. */
  readonly reads: { app: number; issuer: number };
  /** A valid exchange of the app with this key. */
  request(app?: string): ExchangeRequest;
  exchange(request?: ExchangeRequest): Promise<PlatformAnswer>;
  post(path: string, form: Readonly<Record<string, string | undefined>>, contentType?: string): Promise<PlatformAnswer>;
}

/** Starts the platform beside an issuer and a server with the app's keys. */
export async function startTestPlatform({
  settings,
  store,
  apps = [],
  seen,
}: {
  settings?: PlatformSettingsInput;
  store?: Store;
  apps?: readonly AppInput[];
  seen?: (request: PlatformRequestSeen) => void;
} = {}): Promise<TestPlatform> {
  const reads = { app: 0, issuer: 0 };
  const web = await startTestServer((request, response) => {
    const answers: Record<string, () => object> = {
      "/app/jwks": () => (reads.app++, { keys: [keys.app.jwk] }),
      "/cis2/jwks": () => (reads.issuer++, { keys: [keys.issuer.jwk] }),
    };
    const answer = answers[request.url ?? ""];
    response.statusCode = answer ? 200 : 404;
    response.end(JSON.stringify(answer?.() ?? {}));
  });
  const clock = new ManualClock(new Date("2026-05-04T09:00:00.000Z"));
  const issuer = `${web.origin}/cis2`;
  const registered = (key: string, more: object) => ({ name: key, key, secret, scopes: [level3, level2], ...more });
  const listening = await listenForApiPlatform({ port: 0 });
  const platform = await listening.serve({
    identityProviders: [{ issuer, jwksUri: `${issuer}/jwks`, client: { id: platformClient, secret: "made up" } }],
    clock,
    settings,
    store,
    seen,
    apps: [
      registered("app", { jwksUri: `${web.origin}/app/jwks`, callbackUrl: "https://system.test/callback" }),
      registered("inline", { jwks: { keys: [keys.app.jwk] } }),
      registered("no-key", {}),
      registered("unreachable", { jwksUri: `${web.origin}/nothing` }),
      registered("no-path", { jwksUri: web.origin }),
      registered("other-key", { jwks: { keys: [keys.another.jwk] } }),
      registered("level-2", { jwksUri: `${web.origin}/app/jwks`, scopes: [level2] }),
      registered("revoked", { jwksUri: `${web.origin}/app/jwks`, status: "revoked" }),
      ...apps,
    ],
  });
  const now = () => Math.floor(clock.now().getTime() / 1000);
  const test: TestPlatform = {
    platform,
    clock,
    issuer,
    reads,
    request: (app = "app") => ({
      path: "/oauth2/token",
      contentType: "application/x-www-form-urlencoded",
      form: {
        grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
        subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      },
      assertion: {
        header: { alg: "RS512", kid: "app-1", typ: "JWT" },
        claims: { iss: app, sub: app, jti: randomUUID(), exp: now() + 300, aud: `${platform.origin}/oauth2/token` },
        key: keys.app,
      },
      subject: {
        header: { alg: "RS256", kid: "issuer-1", typ: "JWT" },
        claims: {
          iss: issuer,
          aud: "999999999999.apps.national",
          sub: "555254240100",
          exp: now() + 3600,
          acr: "AAL3_ANY",
          authentication_assurance_level: 3,
        },
        key: keys.issuer,
      },
    }),
    exchange: (request = test.request()) => {
      const { assertion, subject, form, path, contentType } = request;
      const whole = {
        client_assertion: signJwt(assertion.header, assertion.claims, assertion.key),
        subject_token: signJwt(subject.header, subject.claims, subject.key),
        ...form,
      };
      return test.post(path, whole, contentType ?? "");
    },
    post: async (path, form, contentType = "application/x-www-form-urlencoded") => {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(form)) if (value !== undefined) body.append(name, value);
      const response = await fetch(`${platform.origin}${path}`, {
        method: "POST",
        headers: { "content-type": contentType },
        body: body.toString(),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as Record<string, string>,
      };
    },
    [Symbol.asyncDispose]: async () => {
      await platform.close();
      await web[Symbol.asyncDispose]();
    },
  };
  return test;
}
