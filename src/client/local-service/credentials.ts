import bodyParser from "@koa/bodyparser";
import Router from "@koa/router";
import type { Context } from "koa";
import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Logger } from "../../foundation/logger.ts";
import type { ReaderSource } from "../../iso7816/index.ts";
import { changePasscode } from "../credentials/change-passcode.ts";
import { renew } from "../credentials/renew.ts";
import { requestSecurityCode, unlock } from "../credentials/unlock.ts";
import type { WithPasscodeSource } from "./passcode-prompt.ts";
import { abortOnClose } from "./request-signal.ts";
import { safeParse } from "../../foundation/safe-parse.ts";

export interface CredentialsOptions {
  readonly readers: ReaderSource;
  readonly reader?: string | undefined;
  readonly withPasscodeSource: WithPasscodeSource;
  readonly logger: Logger;
}

const unlockShape = z.object({ request: z.string().max(100), code: z.string().max(20) });

/**
 * `POST /credentials/change-passcode`, `/unlock-code`, `/unlock` and `/renew`: credential management for pages. The
 * registration authority is the site the browser names, which `allowedOriginsOnly` has let in. Passcodes are asked for in the
 * service's own window.
 */
export function credentialsRoutes({ withPasscodeSource, logger, ...card }: CredentialsOptions): Router {
  const router = new Router({ prefix: "/credentials" });
  const body = bodyParser({ enableTypes: ["json"], jsonLimit: "16kb", onError: malformed });
  const serve = (path: string, work: (ctx: Context, authority: string) => Promise<object>) =>
    router.post(path, body, async (ctx) => {
      const authority = ctx.get("origin");
      // A form of another site can send no JSON: so a person's card is not worked on unasked.
      if (!ctx.is("json")) malformed(new Error("the body is not JSON"));
      logger.info({ origin: authority }, `${authority} asks for ${path.slice(1)}`);
      ctx.body = await work(ctx, authority);
      logger.info({ origin: authority }, `${path.slice(1)} is done`);
    });
  serve("/change-passcode", async (ctx, authority) => {
    await withPasscodeSource(authority, (passcodes) =>
      changePasscode({ ...card, passcodes, signal: abortOnClose(ctx) }),
    );
    return {};
  });
  serve("/unlock-code", (ctx, authority) => requestSecurityCode({ ...card, authority, signal: abortOnClose(ctx) }));
  serve("/unlock", async (ctx, authority) => {
    const { request, code } = parse(ctx);
    const signal = abortOnClose(ctx);
    await withPasscodeSource(authority, (passcodes) =>
      unlock({ ...card, passcodes, authority, signal, request, code }),
    );
    return {};
  });
  serve("/renew", (ctx, authority) =>
    withPasscodeSource(authority, (passcodes) => renew({ ...card, passcodes, authority, signal: abortOnClose(ctx) })),
  );
  return router;
}

function parse(ctx: Context): z.infer<typeof unlockShape> {
  const parsed = safeParse(unlockShape, ctx.request.body);
  if (!parsed.success) malformed(new Error(z.prettifyError(parsed.error).replaceAll(/\s+/g, " ")));
  return parsed.data;
}

function malformed(error: Error): never {
  throw new TestkitError("REQUEST_MALFORMED", { reason: error.message }, { cause: error });
}
