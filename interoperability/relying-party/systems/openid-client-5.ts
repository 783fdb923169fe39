import express, { type RequestHandler } from "express";
import { sayThatItFailed, scope, secret, serve, type System, untyped } from "./system.ts";

interface Client5 {
  authorizationUrl(parameters: object): string;
  callbackParams(request: unknown): object;
  callback(redirectUri: string, parameters: object, checks: object): Promise<Tokens>;
  userinfo(tokens: Tokens): Promise<Record<string, unknown>>;
  endSessionUrl(parameters: object): string;
}

interface Tokens {
  readonly id_token: string;
  claims(): Record<string, unknown>;
}

interface OpenIdClient5 {
  readonly Issuer: { discover(issuer: string): Promise<{ readonly Client: new (metadata: object) => Client5 }> };
  readonly generators: {
    state(): string;
    nonce(): string;
    codeVerifier(): string;
    codeChallenge(verifier: string): string;
  };
}

interface Kept {
  checks?: { state: string; nonce: string; code_verifier: string };
  person?: { readonly claims: Record<string, unknown>; readonly idToken: string };
  regenerate(done: (error?: Error) => void): void;
  destroy(done: (error?: Error) => void): void;
}

const { default: session } = await untyped<{ default: (options: object) => RequestHandler }>("express-session");
const { Issuer, generators } = await untyped<OpenIdClient5>("openid-client-5");
const kept = (request: unknown) => (request as { readonly session: Kept }).session;

/** openid-client 5 with express-session, as its README and that of express-session have them. */
export const openidClient5: System = {
  name: "openid-client 5",
  redirectPath: "/callback",
  signInPath: "/login",
  signOutPath: "/logout",
  readsKeysEverySeconds: 60,
  start: ({ issuer, clientId: client_id, clientSecret: client_secret }, port) => {
    const redirect_uri = `http://127.0.0.1:${port}/callback`;
    let client: Promise<Client5> | undefined;
    const discovered = () =>
      (client ??= Issuer.discover(issuer).then(
        ({ Client }) =>
          new Client({
            client_id,
            client_secret,
            redirect_uris: [redirect_uri],
            response_types: ["code"],
            token_endpoint_auth_method: "client_secret_post",
          }),
      ));
    const application = express()
      .use(session({ secret, resave: false, saveUninitialized: false, cookie: { maxAge: 15 * 60 * 1000 } }))
      .get("/login", async (request, response) => {
        const code_verifier = generators.codeVerifier();
        const [state, nonce] = [generators.state(), generators.nonce()];
        kept(request).checks = { state, nonce, code_verifier };
        const code_challenge = generators.codeChallenge(code_verifier);
        const sent = {
          scope,
          state,
          nonce,
          code_challenge,
          code_challenge_method: "S256",
          prompt: "login",
          max_age: 300,
        };
        response.redirect((await discovered()).authorizationUrl(sent));
      })
      .get("/callback", async (request, response, next) => {
        const found = await discovered();
        const checks = kept(request).checks ?? {};
        delete kept(request).checks;
        const parameters = { ...checks, response_type: "code", max_age: 300 };
        const tokens = await found.callback(redirect_uri, found.callbackParams(request), parameters);
        const claims = { ...tokens.claims(), ...(await found.userinfo(tokens)) };
        kept(request).regenerate((error) => {
          if (error) {
            next(error);
            return;
          }
          kept(request).person = { claims, idToken: tokens.id_token };
          response.redirect("/me");
        });
      })
      .get("/logout", async (request, response) => {
        const id_token_hint = kept(request).person?.idToken;
        const url = (await discovered()).endSessionUrl({ id_token_hint, post_logout_redirect_uri: redirect_uri });
        kept(request).destroy(() => {
          response.redirect(url);
        });
      })
      .get("/me", (request, response) => {
        response.json(kept(request).person?.claims ?? null);
      })
      .use(sayThatItFailed);
    return serve(application, port);
  },
};
