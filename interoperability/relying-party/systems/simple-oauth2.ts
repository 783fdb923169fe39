import { randomBytes } from "node:crypto";
import express, { type RequestHandler } from "express";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { sayThatItFailed, scope, secret, serve, type System, untyped } from "./system.ts";

interface SimpleOAuth2 {
  readonly AuthorizationCode: new (options: object) => {
    authorizeURL(parameters: object): string;
    getToken(parameters: object): Promise<{ readonly token: Record<string, string> }>;
  };
}

interface Kept {
  state?: string | undefined;
  claims?: Record<string, unknown>;
  destroy(done: (error?: Error) => void): void;
}

const { default: session } = await untyped<{ default: (options: object) => RequestHandler }>("express-session");
const { AuthorizationCode } = await untyped<SimpleOAuth2>("simple-oauth2");
const kept = (request: unknown) => (request as { readonly session: Kept }).session;

/** simple-oauth2, which knows OAuth alone, and jose for the ID token: the way of a team that wires it up by hand. */
export const simpleOAuth2: System = {
  name: "simple-oauth2 with jose",
  redirectPath: "/callback",
  signInPath: "/login",
  signOutPath: "/logout",
  readsKeysEverySeconds: 30,
  start: ({ issuer, clientId, clientSecret }, port) => {
    const redirect_uri = `http://127.0.0.1:${port}/callback`;
    const client = new AuthorizationCode({
      client: { id: clientId, secret: clientSecret },
      auth: { tokenHost: issuer, tokenPath: `${issuer}/access_token`, authorizePath: `${issuer}/authorize` },
      options: { authorizationMethod: "body" },
    });
    const keys = createRemoteJWKSet(new URL(`${issuer}/connect/jwk_uri`));
    const application = express()
      .use(session({ secret, resave: false, saveUninitialized: false, cookie: { maxAge: 15 * 60 * 1000 } }))
      .get("/login", (request, response) => {
        const state = randomBytes(16).toString("hex");
        kept(request).state = state;
        response.redirect(client.authorizeURL({ redirect_uri, scope, state }));
      })
      .get("/callback", async (request, response) => {
        const { code, state } = request.query;
        if (typeof code !== "string" || state === undefined || state !== kept(request).state) throw new Error("state");
        const { token } = await client.getToken({ code, redirect_uri });
        const { payload } = await jwtVerify(token["id_token"] ?? "", keys, { issuer, audience: clientId });
        kept(request).claims = payload;
        response.redirect("/me");
      })
      .get("/logout", (request, response) => {
        kept(request).destroy(() => {
          response.redirect("/me");
        });
      })
      .get("/me", (request, response) => {
        response.json(kept(request).claims ?? null);
      })
      .use(sayThatItFailed);
    return serve(application, port);
  },
};
