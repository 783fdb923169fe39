import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { auth, type SessionStore, type SessionStorePayload } from "express-openid-connect";
import * as client from "openid-client";

export interface ClientRegistration {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How CIS2 answers. Default: in the address. */
  readonly responseMode?: "form_post";
  /** How it wants people authenticated. Default: it does not say. */
  readonly acrValues?: string;
  /** How it wants people authenticated at `/step-up`. Default: there is no such page. */
  readonly stepUpTo?: string;
}

/** A relying party made with somebody else's library, set up as its documentation says. */
export interface Application {
  readonly name: string;
  /** Below the application's own origin. */
  readonly redirectPath: string;
  /** Where a person starts to sign in. */
  readonly signInPath: string;
  /** What they then click, if that does not lead to CIS2 by itself. */
  readonly signInClick?: string;
  /** Where a person signs out. */
  readonly signOutPath?: string;
  readonly backchannelLogoutPath?: string;
  /** Answers `/me` with the claims of the person signed in, as JSON; with null if nobody is. */
  readonly create: (registration: ClientRegistration, origin: string) => express.Express;
}

// Imported without its types: they bring those of the DOM into the whole project, where they clash with Node's.
const authJs = ["@auth", "express"].join("/");
const { ExpressAuth } = (await import(authJs)) as { ExpressAuth: (config: object) => express.RequestHandler };

interface AuthJsCallback {
  readonly token: Record<string, unknown>;
  readonly profile?: Record<string, unknown>;
  readonly session: Record<string, unknown>;
}

const scope = "openid profile email nationalrbacaccess selectedrole";
const secret = "a secret of thirty-two characters or more";

type Note = SessionStorePayload<Pick<SessionStorePayload, "cookie">>;

/** Keeps what express-openid-connect notes of logout tokens. */
class LoggedOut implements SessionStore<Pick<SessionStorePayload, "cookie">> {
  readonly #notes = new Map<string, Note>();

  get(id: string, done: (error: unknown, note?: Note) => void): void {
    done(null, this.#notes.get(id));
  }

  set(id: string, note: Note, done?: () => void): void {
    this.#notes.set(id, note);
    done?.();
  }

  destroy(id: string, done?: () => void): void {
    this.#notes.delete(id);
    done?.();
  }
}

const sayThatItFailed: express.ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) next(error);
  else response.status(400).type("html").send("<!DOCTYPE html><title>Error</title><p>Signing in did not work.</p>");
};

export const applications: readonly Application[] = [
  {
    name: "express-openid-connect",
    redirectPath: "/callback",
    signInPath: "/login",
    signOutPath: "/logout",
    backchannelLogoutPath: "/backchannel-logout",
    create: ({ issuer, clientId, clientSecret, responseMode, acrValues, stepUpTo }, origin) =>
      express()
        .use(
          auth({
            issuerBaseURL: issuer,
            baseURL: origin,
            clientID: clientId,
            clientSecret,
            secret,
            authRequired: false,
            clientAuthMethod: "client_secret_post",
            authorizationParams: {
              response_type: "code",
              scope,
              prompt: "login",
              max_age: 300,
              ...(responseMode && { response_mode: responseMode }),
              ...(acrValues && { acr_values: acrValues }),
            },
            session: { rollingDuration: 15 * 60, absoluteDuration: 12 * 60 * 60 },
            backchannelLogout: { store: new LoggedOut() },
            afterCallback: async (_request, _response, session) => {
              const headers = { authorization: `Bearer ${session.access_token}` };
              const answer = await fetch(`${issuer}/userinfo`, { headers });
              return { ...session, userinfo: await answer.json() };
            },
          }),
        )
        .get("/step-up", async (_request, response) => {
          const authorizationParams = { scope, ...(stepUpTo && { acr_values: stepUpTo }) };
          await response.oidc.login({ returnTo: "/me", authorizationParams });
        })
        .get("/me", (request, response) => {
          response.json(request.oidc.idTokenClaims ?? null);
        })
        .use(sayThatItFailed),
  },
  {
    name: "Auth.js",
    redirectPath: "/auth/callback/cis2",
    signInPath: "/sign-in",
    signInClick: "Sign in with CIS2",
    signOutPath: "/sign-out",
    create: ({ issuer, clientId, clientSecret }) =>
      express()
        .use(
          "/auth",
          ExpressAuth({
            secret,
            trustHost: true,
            providers: [
              {
                id: "cis2",
                name: "CIS2",
                type: "oidc",
                issuer,
                clientId,
                clientSecret,
                client: { token_endpoint_auth_method: "client_secret_post" },
                authorization: { params: { scope, prompt: "login", max_age: 300 } },
                checks: ["pkce", "state", "nonce"],
              },
            ],
            session: { maxAge: 15 * 60, updateAge: 0 },
            logger: { error: () => undefined, warn: () => undefined },
            callbacks: {
              jwt: ({ token, profile }: AuthJsCallback) => ({ ...token, ...(profile ? { claims: profile } : {}) }),
              session: ({ session, token }: AuthJsCallback) => ({ ...session, claims: token["claims"] }),
            },
          }),
        )
        // Its own sign-in page is a form with its own token; a button does what a person would.
        .get("/sign-in", (_request, response) => {
          response.redirect("/auth/signin");
        })
        .get("/sign-out", async (request, response) => {
          const headers = { cookie: request.headers.cookie ?? "" };
          const page = await fetch(`http://${request.headers.host ?? ""}/auth/signout`, { headers });
          response.type("html").send(`${await page.text()}<script>document.forms[0].submit()</script>`);
        })
        .get("/me", async (request, response) => {
          const headers = { cookie: request.headers.cookie ?? "" };
          const session = await fetch(`http://${request.headers.host ?? ""}/auth/session`, { headers });
          response.json(((await session.json()) as { claims?: unknown } | null)?.claims ?? null);
        }),
  },
  {
    name: "openid-client",
    redirectPath: "/callback",
    signInPath: "/login",
    create: ({ issuer, clientId, clientSecret }, origin) => {
      let claims: client.IDToken | undefined;
      const checks = {
        expectedState: client.randomState(),
        expectedNonce: client.randomNonce(),
        idTokenExpected: true,
      };
      const pkceCodeVerifier = client.randomPKCECodeVerifier();
      const config = client.discovery(new URL(issuer), clientId, undefined, client.ClientSecretPost(clientSecret), {
        // oxlint-disable-next-line typescript/no-deprecated -- on loopback there is no TLS
        execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
      });
      return express()
        .get("/login", async (_request, response) => {
          const url = client.buildAuthorizationUrl(await config, {
            redirect_uri: `${origin}/callback`,
            scope,
            state: checks.expectedState,
            nonce: checks.expectedNonce,
            code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
            code_challenge_method: "S256",
          });
          response.redirect(url.href);
        })
        .get("/callback", async (request, response) => {
          const tokens = await client.authorizationCodeGrant(await config, new URL(request.originalUrl, origin), {
            ...checks,
            pkceCodeVerifier,
          });
          claims = tokens.claims();
          await client.fetchUserInfo(await config, tokens.access_token, claims?.sub ?? "");
          response.redirect("/");
        })
        .get("/me", (_request, response) => {
          response.json(claims);
        });
    },
  },
];

export interface RunningApplication {
  readonly origin: string;
  /** Says what it is once the fake CIS2 is there. */
  serve(application: express.Express): void;
  close(): void;
}

/** Takes a port, so that the address is known before the application is made. */
export async function reservePort(): Promise<RunningApplication> {
  let handler: express.Express | undefined;
  const server = createServer((request, response) => {
    if (handler) handler(request, response);
    else response.writeHead(503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (application) => {
      handler = application.get("/", (_request, response) => {
        response.type("html").send("<!DOCTYPE html><title>Signed in</title>");
      });
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
