import bodyParser from "@koa/bodyparser";
import Router from "@koa/router";
import type { Context } from "koa";
import { z } from "zod";
import { lineOfText } from "../../foundation/printable.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Logger } from "../../foundation/logger.ts";
import type { ReaderSource } from "../../iso7816/index.ts";
import { authenticate } from "../sign-in/authenticate.ts";
import type { Assertion, ClientIdentity } from "../sign-in/assertion.ts";
import type { WithPasscodeSource } from "./passcode-prompt.ts";
import { abortOnClose } from "./request-signal.ts";
import { safeParse } from "../../foundation/safe-parse.ts";

const requestShape = z.object({
  challenge: z.base64().min(43).max(1024),
  relyingParty: z.string().max(200).optional(),
});

/** Runs the client's work for a challenge, Base64, and settles as it does. */
export type DuringSignIn = <T>(challenge: string, work: () => Promise<T>) => Promise<T>;

export interface AuthenticationOptions {
  readonly readers: ReaderSource;
  readonly reader?: string | undefined;
  readonly withPasscodeSource: WithPasscodeSource;
  readonly client: ClientIdentity;
  /** Told of every token that was given out. */
  readonly signedIn?: ((token: Assertion) => void) | undefined;
  /** Runs the work of a sign-in, for the challenge; for a program that watches. Default: only runs it. */
  readonly duringSignIn?: DuringSignIn | undefined;
  readonly logger: Logger;
}

/**
 * `POST /authentication/authenticate` with a challenge: the passcode window, the card, and the token as the answer.
 * The origin the card signs for is the one the browser names, never one the page could choose: `allowedOriginsOnly` has seen
 * it before.
 */
export function authenticationRoutes(options: AuthenticationOptions): Router {
  const router = new Router({ prefix: "/authentication" });
  const body = bodyParser({ enableTypes: ["json"], jsonLimit: "16kb", onError: malformed });
  router.post("/authenticate", body, async (ctx) => {
    const origin = ctx.get("origin");
    const { challenge, relyingParty } = parse(ctx);
    // What the browser says comes first; the page chose the name.
    const requestedBy = relyingParty === undefined ? origin : `${origin} (“${lineOfText(relyingParty)}”)`;
    const { withPasscodeSource, logger, signedIn, duringSignIn = (_, work) => work(), ...card } = options;
    logger.info({ origin }, `${requestedBy} asks to sign in`);
    const signal = abortOnClose(ctx);
    const token = await duringSignIn(challenge, () =>
      withPasscodeSource(origin, (passcodes) =>
        authenticate({ ...card, passcodes, challenge, origin, relyingParty: requestedBy, signal }),
      ),
    );
    signedIn?.(token);
    ctx.body = token;
    logger.info({ origin }, `${requestedBy} was given a signature of the smartcard`);
  });
  return router;
}

function parse(ctx: Context): z.infer<typeof requestShape> {
  if (!ctx.is("json")) malformed(new Error("the body is not JSON"));
  const parsed = safeParse(requestShape, ctx.request.body);
  if (!parsed.success) malformed(new Error(z.prettifyError(parsed.error).replaceAll(/\s+/g, " ")));
  return parsed.data;
}

function malformed(error: Error): never {
  throw new TestkitError("REQUEST_MALFORMED", { reason: error.message }, { cause: error });
}
