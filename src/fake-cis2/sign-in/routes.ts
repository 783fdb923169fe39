import { bodyParser } from "@koa/bodyparser";
import Router from "@koa/router";
import type { Context } from "koa";
import type { Interaction, Provider } from "oidc-provider";
import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Zone } from "../networks/zone.ts";
import { checkSource } from "./csrf.ts";
import { SignIn, type SignInServices } from "./sign-in.ts";
import { answerState } from "./views.ts";
import { endOtherSession } from "../provider/sessions.ts";
import type { SessionRoles } from "../provider/session-roles.ts";

export interface SignInRoutesOptions {
  zone: Zone;
  provider: () => Provider;
  services: SignInServices;
  roles: SessionRoles;
  /** Signs the tokens of the forms. */
  secret: string;
  localServicePorts: readonly number[];
}

const authenticatorBody = z.object({ authenticator: z.literal("smartcard") });
const roleBody = z.object({ roleId: z.string().max(64) });

/** The sign-in's resources, each for browsers (HTML) and programs (JSON): docs/sign-in-exchange.md. */
export function signInRoutes(options: SignInRoutesOptions): Router {
  const router = new Router({ prefix: "/sign-in/:uid" });
  const { zone, secret, localServicePorts } = options;

  const step = (
    path: string,
    act: (signIn: SignIn, body: Record<string, unknown>, ctx: Context, uid: string) => Promise<unknown>,
  ) =>
    router.post(path, async (ctx) => {
      const uid = ctx.params["uid"] ?? "";
      const signIn = await openSignIn(ctx, uid, options);
      const body = jsonObject(ctx.request.body);
      checkSource(ctx, body, uid, zone.origin, secret);
      const answer = await act(signIn, body, ctx, uid);
      if (answer === undefined) await answerState(ctx, signIn, { uid, secret, localServicePorts });
      else ctx.body = answer;
    });

  router.use(
    bodyParser({
      enableTypes: ["json", "form"],
      jsonLimit: "64kb",
      formLimit: "64kb",
      onError: (cause) => {
        throw new TestkitError("REQUEST_MALFORMED", { reason: cause.message }, { cause });
      },
    }),
  );
  router.get("/", async (ctx) => {
    const uid = ctx.params["uid"] ?? "";
    const signIn = await openSignIn(ctx, uid, options);
    await answerState(ctx, signIn, { uid, secret, localServicePorts });
  });
  step("/authenticator", async (signIn, body, ctx, uid) => {
    const chosen = authenticatorBody.safeParse(body);
    if (chosen.success) return signIn.chooseAuthenticator();
    if (ctx.is("json")) throw new TestkitError("REQUEST_MALFORMED", { reason: 'authenticator must be "smartcard"' });
    return answerState(ctx, signIn, {
      uid,
      secret,
      localServicePorts,
      formError: "Select how to sign in",
    });
  });
  step("/challenge", (signIn) => signIn.issueChallenge());
  step("/assertion", (signIn, body) => signIn.assert(body));
  step("/role", async (signIn, body) => {
    const chosen = roleBody.safeParse(body);
    if (!chosen.success) throw new TestkitError("REQUEST_MALFORMED", { reason: "roleId must name a role" });
    await signIn.chooseRole(chosen.data.roleId);
  });
  step("/cancel", (signIn) => signIn.cancel());
  return router;
}

async function openSignIn(ctx: Context, uid: string, options: SignInRoutesOptions): Promise<SignIn> {
  const provider = options.provider();
  const interaction = await provider.interactionDetails(ctx.req, ctx.res).catch(() => undefined);
  if (interaction?.uid !== uid) throw new TestkitError("SIGN_IN_UNKNOWN");
  const { params, prompt, session } = interaction;
  const request = {
    uid,
    origin: options.zone.origin,
    clientId: String(params["client_id"]),
    scope: params["scope"] as string | undefined,
    signedInUser: prompt.name === "role" ? session?.accountId : undefined,
    sessionRole: async (userId: string) => (session ? options.roles.ofSession(session.uid, userId) : undefined),
    complete: async (result: NonNullable<Interaction["result"]>) => {
      if (result.login) await endOtherSession(provider, interaction, result.login.accountId);
      return provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
    },
  };
  return SignIn.open(request, options.services);
}

function jsonObject(body: unknown): Record<string, unknown> {
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new TestkitError("REQUEST_MALFORMED", { reason: "the body must be a JSON object or a form" });
}
