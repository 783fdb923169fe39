import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { auth } from "express-openid-connect";
import * as client from "openid-client";

export interface ClientRegistration {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A relying party made with somebody else's library, set up as its documentation says. */
export interface Application {
  readonly name: string;
  /** Below the application's own origin. */
  readonly redirectPath: string;
  /** Where a person starts to sign in. */
  readonly signInPath: string;
  /** Answers `/me` with the claims of the person signed in, as JSON. */
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

export const applications: readonly Application[] = [
  {
    name: "express-openid-connect",
    redirectPath: "/callback",
    signInPath: "/login",
    create: ({ issuer, clientId, clientSecret }, origin) =>
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
            authorizationParams: { response_type: "code", scope, prompt: "login" },
          }),
        )
        .get("/me", (request, response) => {
          response.json(request.oidc.idTokenClaims);
        }),
  },
  {
    name: "Auth.js",
    redirectPath: "/auth/callback/cis2",
    signInPath: "/sign-in",
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
                authorization: { params: { scope, prompt: "login" } },
                checks: ["pkce", "state", "nonce"],
              },
            ],
            callbacks: {
              jwt: ({ token, profile }: AuthJsCallback) => ({ ...token, ...(profile ? { claims: profile } : {}) }),
              session: ({ session, token }: AuthJsCallback) => ({ ...session, claims: token["claims"] }),
            },
          }),
        )
        // Its own sign-in page is a form with a token of its own; a button does what a person would.
        .get("/sign-in", (_request, response) => {
          response.redirect("/auth/signin");
        })
        .get("/me", async (request, response) => {
          const headers = { cookie: request.headers.cookie ?? "" };
          const session = await fetch(`http://${request.headers.host ?? ""}/auth/session`, { headers });
          response.json(((await session.json()) as { claims?: unknown } | null)?.claims);
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
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- on loopback there is no TLS
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
