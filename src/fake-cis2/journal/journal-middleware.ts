import type { IncomingMessage, RequestListener } from "node:http";
import { TLSSocket } from "node:tls";
import type { Context, Middleware } from "koa";
import type { KoaContextWithOIDC } from "oidc-provider";
import { z } from "zod";
import type { Journal, TokenRequestAuthentication } from "./journal.ts";
import { issuedIn, tokenRequestAuthentication } from "./token-request.ts";
import { redacted, redactedLocation, redactedTarget } from "../../foundation/redaction.ts";
import { safeParse } from "../../foundation/safe-parse.ts";

interface Details {
  readonly endpoint: string;
  readonly clientId: string | undefined;
  readonly parameters: Record<string, unknown>;
  readonly error: string | undefined;
  readonly authentication?: TokenRequestAuthentication;
  readonly issued?: ReturnType<typeof issuedIn>;
  readonly joins: readonly string[];
}

const errorAnswer = z.looseObject({ error: z.string() });

/** Notes every request of a network, and what the provider made of it. Secrets do not get in. */
export class JournalMiddleware {
  readonly #journal: Journal;
  readonly #details = new WeakMap<IncomingMessage, Details>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Wraps the listener of a network. */
  around(network: string, listener: RequestListener): RequestListener {
    return (request, response) => {
      const { method = "", url = "/" } = request;
      const began = performance.now();
      response.once("close", () => {
        this.#journal.emit({
          type: "request",
          network,
          method,
          path: redactedTarget(url),
          // A connection that was closed without an answer has none.
          status: response.headersSent ? response.statusCode : 0,
          milliseconds: Math.round(performance.now() - began),
          location: redactedLocation(response.getHeader("location")),
          userAgent: request.headers["user-agent"]?.slice(0, 256),
          ...this.#details.get(request),
          ...(request.socket instanceof TLSSocket ? { tls: request.socket.getProtocol() ?? undefined } : {}),
        });
      });
      listener(request, response);
    };
  }

  /** Looks at what the provider understood of a request. */
  readonly details: Middleware = async (context, next) => {
    await next();
    const { oidc, req, body } = context as Partial<KoaContextWithOIDC> & Context;
    if (!oidc) return;
    const parameters = oidc.params ?? oidc.body ?? {};
    const { route: endpoint } = oidc;
    const clientId = oidc.client?.clientId;
    const error = context.status < 400 ? undefined : safeParse(errorAnswer, body).data?.error;
    const token =
      endpoint === "token"
        ? { authentication: tokenRequestAuthentication(oidc.body, req.headers.authorization), issued: issuedIn(body) }
        : {};
    const { Interaction, Grant } = oidc.entities;
    const joins = [Interaction?.uid, Grant?.jti].filter((id) => id !== undefined);
    this.#details.set(req, { endpoint, clientId, parameters: redacted(parameters), error, ...token, joins });
  };
}
