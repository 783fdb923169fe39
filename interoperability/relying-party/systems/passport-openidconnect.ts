import express, { type RequestHandler } from "express";
import { sayThatItFailed, scope, secret, serve, type System, untyped } from "./system.ts";

type Done = (error: unknown, user?: unknown) => void;

interface Passport {
  use(strategy: unknown): void;
  serializeUser(keep: (user: unknown, done: Done) => void): void;
  deserializeUser(find: (user: unknown, done: Done) => void): void;
  authenticate(name: string, options?: object): RequestHandler;
  session(): RequestHandler;
}

const { default: session } = await untyped<{ default: (options: object) => RequestHandler }>("express-session");
const { Passport: NewPassport } = (await untyped<{ default: { Passport: new () => Passport } }>("passport")).default;
const { default: Strategy } = await untyped<{ default: new (options: object, verify: unknown) => unknown }>(
  "passport-openidconnect",
);

/** passport-openidconnect as its README has it. It reads no discovery document and verifies no signature. */
export const passportOpenIdConnect: System = {
  name: "passport-openidconnect",
  redirectPath: "/callback",
  signInPath: "/login",
  signOutPath: "/logout",
  start: ({ issuer, clientId, clientSecret }, port) => {
    const passport = new NewPassport();
    const options = {
      issuer,
      authorizationURL: `${issuer}/authorize`,
      tokenURL: `${issuer}/access_token`,
      userInfoURL: `${issuer}/userinfo`,
      clientID: clientId,
      clientSecret,
      callbackURL: `http://127.0.0.1:${port}/callback`,
      scope: scope.split(" ").slice(1),
      prompt: "login",
    };
    passport.use(
      new Strategy(options, (_issuer: string, profile: { id: string }, done: Done) => {
        done(null, profile);
      }),
    );
    passport.serializeUser((user, done) => {
      done(null, user);
    });
    passport.deserializeUser((user, done) => {
      done(null, user);
    });
    const application = express()
      .use(session({ secret, resave: false, saveUninitialized: false, cookie: { maxAge: 15 * 60 * 1000 } }))
      .use(passport.session())
      .get("/login", passport.authenticate("openidconnect"))
      .get("/callback", passport.authenticate("openidconnect", { failWithError: true }), (_request, response) => {
        response.redirect("/me");
      })
      .get("/logout", (request, response, next) => {
        (request as unknown as { logout(done: (error?: Error) => void): void }).logout((error) => {
          if (error) next(error);
          else response.redirect("/me");
        });
      })
      .get("/me", (request, response) => {
        const { user } = request as { user?: { id?: string; displayName?: string } };
        response.json(user ? { sub: user.id, name: user.displayName } : null);
      })
      .use(sayThatItFailed);
    return serve(application, port);
  },
};
