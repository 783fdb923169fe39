import express, { type ErrorRequestHandler, type Express } from "express";
import { z } from "zod";
import { ApiPlatform } from "./api-platform.ts";
import { backChannelLogout } from "./back-channel-logout.ts";
import { Cis2 } from "./cis2.ts";
import { clientAuthentication } from "./client-authentication.ts";
import { Clock } from "./clock.ts";
import { Cookies } from "./cookies.ts";
import { LogoutTokens } from "./logout-token.ts";
import { greetingPage, problemPage, signedInPage, signedOutPage } from "./pages.ts";
import { detailOf, messageOf, statusOf } from "./problem.ts";
import { newSessionId, Sessions } from "./sessions.ts";
import type { Settings } from "./settings.ts";
import { SignIns } from "./sign-ins.ts";
import { SigningKeys } from "./signing-keys.ts";

/** Takes a line for whoever runs the system: never a token, a code or a secret. */
export type Log = (line: string) => void;

/** The web application: its pages, the way to CIS2 and back, and the way out. */
export async function createApplication(settings: Settings, log: Log): Promise<Express> {
  const clock = new Clock();
  const authentication = await clientAuthentication(settings);
  const cis2 = new Cis2(settings, authentication, clock);
  const keys = new SigningKeys(() => cis2.jwksUri(), clock);
  const sessions = new Sessions(clock);
  const signIns = new SignIns({ settings, cis2, keys });
  const cookies = new Cookies(settings.baseUrl);

  const application = express();
  application.disable("x-powered-by");
  application.use((_request, response, next) => {
    response.set({
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
    next();
  });
  application.get("/", (request, response) => {
    const session = sessions.find(cookies.read(request, "session"));
    response.send(session === undefined ? signedOutPage : signedInPage(session.person));
  });
  application.get(["/sign-in", "/change-role"], async (request, response) => {
    const scope = request.path === "/change-role" ? changedRole(settings.scope) : settings.scope;
    const { id, url } = await signIns.begin(scope);
    cookies.set(response, "sign_in", id);
    response.redirect(url.href);
  });
  application.get("/callback", async (request, response) => {
    const callback = new URL(request.originalUrl, settings.baseUrl).searchParams;
    const pending = signIns.take(cookies.read(request, "sign_in"), callback);
    // The person before is signed out, whether the next one gets in or not.
    sessions.end(cookies.read(request, "session"));
    const signedIn = await signIns.finish(pending, callback);
    // A new one each time, so that one known from before signing in is worth nothing.
    const id = newSessionId();
    sessions.start(id, signedIn);
    cookies.set(response, "session", id);
    response.redirect("/");
  });
  application.post("/sign-out", async (request, response) => {
    const id = cookies.read(request, "session");
    const session = sessions.find(id);
    sessions.end(id);
    response.redirect(303, session === undefined ? "/" : (await cis2.signOutUrl(session.idToken)).href);
  });
  application.get("/oidc/jwks", (_request, response) => {
    response.json(authentication.jwks);
  });
  application.post(
    "/back-channel-logout",
    express.urlencoded({ limit: "16kb" }),
    backChannelLogout(new LogoutTokens(keys, settings), sessions, log),
  );
  const { apiPlatformUrl: url, apiKey, apiSecret: secret } = settings;
  if (url !== undefined && authentication.signer !== undefined) {
    const api = new ApiPlatform({ url, apiKey, secret, ...authentication.signer }, clock);
    application.get("/message", async (request, response) => {
      const id = cookies.read(request, "session") ?? "";
      response.send(greetingPage(await api.greet(id, sessions.find(id))));
    });
  }
  if (settings.testClock) {
    application.post("/test/clock", express.json(), (request, response) => {
      clock.advance(z.object({ advanceSeconds: z.number() }).parse(request.body).advanceSeconds);
      response.sendStatus(204);
    });
  }
  application.use(showProblem(log));
  return application;
}

/** With this scope CIS2 asks for a role again within a session. */
function changedRole(scope: readonly string[]): string[] {
  return scope.map((one) => (one === "selectedrole" ? "changedrole" : one));
}

function showProblem(log: Log): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    log(detailOf(error));
    if (response.headersSent) next(error);
    else response.status(statusOf(error)).send(problemPage(messageOf(error)));
  };
}
