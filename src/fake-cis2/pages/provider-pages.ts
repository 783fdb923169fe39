import { randomUUID } from "node:crypto";
import type { Configuration, KoaContextWithOIDC } from "oidc-provider";
import type { Logger } from "../../foundation/logger.ts";
import { renderPage } from "./renderer.ts";

type Features = NonNullable<Configuration["features"]>;

/** The provider's own error page, where it may not send the browser back to the relying party. */
export function errorPage(logger: Logger): NonNullable<Configuration["renderError"]> {
  return (ctx, { error, error_description: description }, err) => {
    const reference = randomUUID();
    logger.info({ err, error, reference, path: ctx.path }, "refused");
    if (ctx.accepts("html", "json") !== "html") {
      ctx.body = { error, error_description: description };
      return;
    }
    ctx.type = "html";
    ctx.body = renderPage("error", {
      title: "Sorry, there is a problem",
      message: description ?? "The request cannot be answered.",
      cure: "Go back to the system you wish to use and sign in again.",
      code: error,
      reference,
    });
  };
}

/** The pages of signing out, RP-initiated (OpenID Connect RP-Initiated Logout 1.0). */
export const logoutPages: Pick<
  NonNullable<Features["rpInitiatedLogout"]>,
  "logoutSource" | "postLogoutSuccessSource"
> = {
  logoutSource: (ctx: KoaContextWithOIDC, form: string) => {
    ctx.body = renderPage("logout", { title: "Do you want to sign out?", form });
  },
  postLogoutSuccessSource: (ctx: KoaContextWithOIDC) => {
    ctx.type = "html";
    ctx.body = renderPage("logout", { title: "You have signed out" });
  },
};
