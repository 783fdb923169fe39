import type { IncomingMessage, RequestListener } from "node:http";
import { TLSSocket } from "node:tls";
import type { Context, Middleware } from "koa";
import type { KoaContextWithOIDC } from "oidc-provider";
import { z } from "zod";
import type { Journal, TokenRequestAuthentication } from "./journal.ts";
import { issuedIn, tokenRequestAuthentication } from "./token-request.ts";
import { redacted, redactedLocation, redactedTarget, secretId } from "../../foundation/redaction.ts";
import { safeParse } from "../../foundation/safe-parse.ts";

interface Details {
  readonly endpoint: string;
  readonly clientId: string | undefined;
  readonly parameters: Record<string, unknown>;
  readonly error: string | undefined;
  readonly description: string | undefined;
  readonly authentication?: TokenRequestAuthentication;
  readonly issued?: ReturnType<typeof issuedIn>;
  readonly joins: readonly string[];
}

const errorAnswer = z.looseObject({ error: z.string(), error_description: z.string().optional() });

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
    const { oidc, req, body, state } = context as Partial<KoaContextWithOIDC> & Context;
    if (!oidc) return;
    const { route: endpoint, client } = oidc;
    // Neither a page for a person nor a fragment of an address is read: the error is in the state.
    const refusal: unknown = state["refused"] ?? (context.status < 400 ? undefined : body);
    const answer = refusal === undefined ? undefined : safeParse(errorAnswer, refusal).data;
    const token =
      endpoint === "token"
        ? { authentication: tokenRequestAuthentication(oidc.body, req.headers.authorization), issued: issuedIn(body) }
        : {};
    const parameters = redacted(oidc.params ?? oidc.body ?? {});
    this.#details.set(req, {
      endpoint,
      clientId: client?.clientId,
      parameters,
      ...token,
      joins: joinsOf(oidc),
      error: answer?.error,
      description: answer?.error_description,
    });
  };
}

/** The ids of the sign-in and of the grant that a request is about, and a digest of its code. */
export function joinsOf({ entities, body }: KoaContextWithOIDC["oidc"]): readonly string[] {
  const codes = [entities.AuthorizationCode?.jti, body?.["code"]].map(secretId);
  return [entities.Interaction?.uid, entities.Grant?.jti, ...codes].filter((id) => id !== undefined);
}
