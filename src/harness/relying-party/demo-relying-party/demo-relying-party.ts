import type { Context } from "koa";
import type { RelyingPartyInput } from "../../../fake-cis2/index.ts";
import { type Listener, listen } from "../../../foundation/listener.ts";
import { isTestkitError, TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { type Logger, silentLogger } from "../../../foundation/logger.ts";
import { type RelyingPartyOptions, StrictRelyingParty } from "../strict-relying-party.ts";
import type { DemoReaders } from "./demo-readers.ts";
import type * as parts from "./parts.ts";

const clientId = "100000000002.apps.national";
const clientSecret = "cis2-testkit-demo-secret";
const scope = "openid profile nationalrbacaccess associatedorgs selectedrole";

export interface ServeDemoOptions {
  readonly issuer: string;
  /** Readers whose cards the pages show and change. */
  readonly readers?: DemoReaders | undefined;
  readonly logger?: Logger;
  /** How requests reach CIS2. Default: the global fetch. */
  readonly fetch?: RelyingPartyOptions["fetch"];
}

/** A small web application that signs people in by CIS2, to see a sign-in whole before there is a system to point at it. */
export class DemoRelyingParty {
  readonly origin: string;
  readonly #listener: Listener;
  readonly #parts: typeof parts;

  private constructor(listener: Listener, loaded: typeof parts) {
    this.#listener = listener;
    this.#parts = loaded;
    // By another name than that of CIS2, whose cookies would otherwise be the demo's as well.
    this.origin = `http://localhost:${listener.port}`;
  }

  /** Takes the port. Default: any free one on loopback. Rejects with PORT_TAKEN. */
  static async listen(
    address: { host: string; port: number } = { host: "127.0.0.1", port: 0 },
  ): Promise<DemoRelyingParty> {
    const loaded = await import("./parts.ts");
    return new DemoRelyingParty(await listen(address), loaded);
  }

  /** How CIS2 has to know it. */
  get registration(): RelyingPartyInput {
    return {
      clientId,
      clientSecret,
      name: "Demonstration system",
      redirectUris: [`${this.origin}/callback`],
      postLogoutRedirectUris: [`${this.origin}/`],
    };
  }

  /** Answers from now on. CIS2 is asked for its discovery document when the first person signs in. */
  serve({ issuer, readers, logger = silentLogger, fetch }: ServeDemoOptions): void {
    const { origin } = this;
    const relyingParty = () =>
      StrictRelyingParty.discover({
        issuer,
        clientId,
        scope,
        redirectUri: `${origin}/callback`,
        authentication: { method: "client_secret_post", secret: clientSecret },
        ...(fetch !== undefined && { fetch }),
      });
    const unlockAt = `${new URL(issuer).origin}/card-services/unlock`;
    const { Koa, demoRoutes, inlineScriptSource, problemPage } = this.#parts;
    const app = new Koa();
    app.use((ctx, next) => {
      setPageHeaders(ctx, inlineScriptSource);
      return next();
    });
    app.use(async (ctx, next) => {
      try {
        if (`${ctx.protocol}://${ctx.host}` === origin) await next();
        else ctx.redirect(`${origin}/`);
        if (ctx.status === 404) ctx.redirect("/");
      } catch (error) {
        logger.info({ err: error, path: ctx.path }, "the demo could not go on");
        ctx.status = 400;
        ctx.type = "html";
        ctx.body = problemPage(
          isTestkitError(error) ? error : new TestkitError("SERVICE_FAILED", {}, { cause: error }),
        );
      }
    });
    app.use(demoRoutes({ origin, relyingParty, readers, unlockAt }).routes());
    const handle = app.callback();
    this.#listener.serve((request, response) => void handle(request, response));
  }

  close(): Promise<void> {
    return this.#listener.close();
  }
}

function setPageHeaders(ctx: Context, inlineScriptSource: string): void {
  ctx.set({
    "content-security-policy":
      `default-src 'none'; style-src 'self'; script-src ${inlineScriptSource}; img-src data:; base-uri 'none'; ` +
      "frame-ancestors 'none'",
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
  });
}
