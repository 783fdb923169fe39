import { bodyParser } from "@koa/bodyparser";
import type { Context } from "koa";
import { invalidRequest, unknownError } from "../errors/refusal.ts";
import type { PlatformSettings } from "../settings.ts";
import { Form } from "../token/form.ts";

const formType = "application/x-www-form-urlencoded";
const parse = bodyParser({
  enableTypes: ["text"],
  extendTypes: { text: [formType] },
  textLimit: "4mb",
  onError: (cause) => {
    throw unknownError("status" in cause && cause.status === 413 ? 413 : 400, cause);
  },
});

/** Reads the form of a request. Throws the platform's refusal if it is of another type. */
export async function readForm(ctx: Context, { contentTypeParameters }: PlatformSettings): Promise<Form> {
  const type = ctx.get("content-type");
  const form = contentTypeParameters === "accepted" ? ctx.is(formType) !== false && type !== "" : type === formType;
  if (!form) throw invalidRequest(`Content-Type header must be ${formType}`, 415);
  await parse(ctx, () => Promise.resolve());
  const { body } = ctx.request as { body?: unknown };
  return new Form(typeof body === "string" ? body : "");
}
