import type { FaultCall } from "./fault.ts";

/** What the browser brings back to the relying party, in an address (`query`) or in a form (`form_post`). */
export interface AuthorizationResponse {
  readonly parameters: URLSearchParams;
  /** Sends these parameters instead. */
  replace(parameters: URLSearchParams): void;
}

/** Undefined if the answer sends no browser back to a relying party. */
export async function authorizationResponse({ ctx }: FaultCall): Promise<AuthorizationResponse | undefined> {
  const url = URL.parse(ctx.response.get("location"));
  if (url) {
    return {
      parameters: url.searchParams,
      replace: (parameters) => {
        url.search = parameters.toString();
        ctx.redirect(url.href);
        ctx.status = 303;
      },
    };
  }
  if (ctx.oidc.params?.["response_mode"] !== "form_post" || typeof ctx.body !== "string") return undefined;
  const { parse } = await import("node-html-parser");
  const page = parse(ctx.body);
  const form = page.querySelector("form[action][method=post]");
  if (!form) return undefined;
  const fields = form.querySelectorAll("input[type=hidden]");
  const pairs = fields.map((field): [string, string] => [
    field.getAttribute("name") ?? "",
    field.getAttribute("value") ?? "",
  ]);
  return {
    parameters: new URLSearchParams(pairs),
    replace: (parameters) => {
      for (const field of fields) field.remove();
      const inputs = [...parameters].map(
        ([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}"/>`,
      );
      form.insertAdjacentHTML("afterbegin", inputs.join("\n"));
      ctx.body = page.toString();
    },
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
