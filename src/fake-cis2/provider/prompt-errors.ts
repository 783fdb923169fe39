import type { AfterAnswer } from "./after-answer.ts";

/** What the specification calls a prompt that could not be met (OpenID Connect Core 3.1.2.1). */
const errorOf: Readonly<Record<string, string>> = {
  consent: "consent_required",
  select_account: "account_selection_required",
};

/**
 * There is no consent at CIS2 and the card says who the person is, so that neither can be asked for: the request comes
 * back with the specification's own error. The provider would call the prompt unsupported.
 */
export const promptErrors: AfterAnswer = (ctx) => {
  if (ctx.oidc.route !== "authorization") return;
  const location = URL.parse(ctx.response.get("location"));
  if (location?.searchParams.get("error") !== "invalid_request") return;
  const { prompt = "" } = (ctx.oidc.params ?? {}) as { prompt?: string };
  const prompts = prompt.split(" ");
  const known = prompts.every((one) => one === "login" || Object.hasOwn(errorOf, one));
  const error = prompts.map((one) => errorOf[one]).find((one) => one !== undefined);
  if (!known || error === undefined) return;
  location.searchParams.set("error", error);
  location.searchParams.set("error_description", `CIS2 has nothing to show for prompt=${prompt}`);
  ctx.redirect(location.href);
  ctx.status = 303;
};
