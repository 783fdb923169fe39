import { randomBytes } from "node:crypto";
import type { Context, Middleware } from "koa";
import { isLoopbackHost, ownSites } from "../../control-api/access.ts";
import { dropOldest } from "../../foundation/drop-oldest.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { isSameSecret } from "../../foundation/same-secret.ts";

const cookie = "cis2-testkit-panel";
const mostSessions = 100;

/**
 * Who may use the panel: the rules of the control API, for a browser. With a token: who has entered it. Without one only this
 * computer, by an address that is loopback (DNS rebinding). No other site may send a browser here, and a form that changes
 * something has the panel's own token (CSRF).
 */
export class PanelAccess {
  readonly csrf = randomBytes(24).toString("base64url");
  readonly #token: string | undefined;
  readonly #sessions = new Set<string>();

  constructor(token: string | undefined) {
    this.#token = token === "" ? undefined : token;
  }

  /** Refuses with CONTROL_REFUSED. */
  guard(): Middleware {
    return (ctx, next) => {
      const from = ctx.get("origin");
      // Not ctx.origin: Koa takes that from the header itself.
      const own = `${ctx.protocol}://${ctx.host}`;
      const isOwn = (from === "" || from === own) && ownSites.includes(ctx.get("sec-fetch-site"));
      if (!isOwn || (this.#token === undefined && !isLoopbackHost(ctx.get("host")))) {
        throw new TestkitError("CONTROL_REFUSED");
      }
      return next();
    };
  }

  /** Whether the browser has entered the token, or need not. */
  isKnown(ctx: Context): boolean {
    return this.#token === undefined || this.#sessions.has(ctx.cookies.get(cookie) ?? "");
  }

  /** Lets the browser in from now on if the token is right; returns false if it is not. */
  enter(ctx: Context, token: string): boolean {
    if (this.#token === undefined || !isSameSecret(token, this.#token)) return false;
    const session = randomBytes(24).toString("base64url");
    this.#sessions.add(session);
    dropOldest(this.#sessions, mostSessions);
    ctx.cookies.set(cookie, session, { httpOnly: true, sameSite: "strict", path: "/" });
    return true;
  }

  /** Throws CONTROL_REFUSED if the form is not the panel's own. */
  checkForm(given: string | undefined): void {
    if (!isSameSecret(given ?? "", this.csrf)) throw new TestkitError("CONTROL_REFUSED");
  }
}
