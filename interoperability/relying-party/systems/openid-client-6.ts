import express, { type RequestHandler } from "express";
import * as client from "openid-client";
import { sayThatItFailed, scope, secret, serve, type System, untyped } from "./system.ts";

interface Kept {
  checks?: { state: string; nonce: string; verifier: string };
  person?: { readonly claims: Record<string, unknown>; readonly idToken: string };
  regenerate(done: (error?: Error) => void): void;
  destroy(done: (error?: Error) => void): void;
}

const { default: session } = await untyped<{ default: (options: object) => RequestHandler }>("express-session");
const kept = (request: unknown) => (request as { readonly session: Kept }).session;

/** openid-client 6 with express-session, and with its check of the ID token's signature. */
export const openidClient6: System = {
  name: "openid-client 6",
  redirectPath: "/callback",
  signInPath: "/login",
  signOutPath: "/logout",
  readsKeysEverySeconds: 60,
  start: ({ issuer, clientId, clientSecret }, port) => {
    const origin = `http://127.0.0.1:${port}`;
    let found: Promise<client.Configuration> | undefined;
    const discovered = () =>
      (found ??= client.discovery(new URL(issuer), clientId, undefined, client.ClientSecretPost(clientSecret), {
        // oxlint-disable-next-line typescript/no-deprecated -- on loopback there is no TLS
        execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
      }));
    const application = express()
      .use(session({ secret, resave: false, saveUninitialized: false, cookie: { maxAge: 15 * 60 * 1000 } }))
      .get("/login", async (request, response) => {
        const verifier = client.randomPKCECodeVerifier();
        const [state, nonce] = [client.randomState(), client.randomNonce()];
        kept(request).checks = { state, nonce, verifier };
        const url = client.buildAuthorizationUrl(await discovered(), {
          redirect_uri: `${origin}/callback`,
          scope,
          state,
          nonce,
          prompt: "login",
          max_age: "300",
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: "S256",
        });
        response.redirect(url.href);
      })
      .get("/callback", async (request, response, next) => {
        const { checks } = kept(request);
        if (!checks) throw new Error("no sign-in was begun in this browser");
        delete kept(request).checks;
        const tokens = await client.authorizationCodeGrant(await discovered(), new URL(request.originalUrl, origin), {
          expectedState: checks.state,
          expectedNonce: checks.nonce,
          pkceCodeVerifier: checks.verifier,
          idTokenExpected: true,
          maxAge: 300,
        });
        const claims = tokens.claims();
        const userinfo = await client.fetchUserInfo(await discovered(), tokens.access_token, claims?.sub ?? "");
        kept(request).regenerate((error) => {
          if (error) {
            next(error);
            return;
          }
          kept(request).person = { claims: { ...claims, ...userinfo }, idToken: tokens.id_token ?? "" };
          response.redirect("/me");
        });
      })
      .get("/logout", async (request, response) => {
        const { person } = kept(request);
        const url = client.buildEndSessionUrl(await discovered(), {
          ...(person && { id_token_hint: person.idToken }),
          post_logout_redirect_uri: `${origin}/me`,
        });
        kept(request).destroy(() => {
          response.redirect(url.href);
        });
      })
      .get("/me", (request, response) => {
        response.json(kept(request).person?.claims ?? null);
      })
      .use(sayThatItFailed);
    return serve(application, port);
  },
};
