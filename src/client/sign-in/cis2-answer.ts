import { z } from "zod";
import { catalogue, type ErrorCode } from "../../foundation/errors/catalogue.ts";
import { TestkitError, type ErrorDetails } from "../../foundation/errors/testkit-error.ts";
import { withoutQuery, type HttpAnswer } from "../network/http-client.ts";
import { safeParse } from "../../foundation/safe-parse.ts";

const detail = z.union([z.string().max(10_000), z.number()]);
const catalogueError = z.object({
  error: z.object({ code: z.string().max(100), details: z.record(z.string(), detail).default({}) }),
});
const oauthError = z.object({ error: z.string().max(1000), error_description: z.string().max(1000).optional() });

/** The answer's JSON in the shape asked for. A refusal becomes the error CIS2 named. */
export function parseAnswer<Shape extends z.ZodType>(answer: HttpAnswer, shape: Shape): z.infer<Shape> {
  const json = parseJson(answer);
  if (answer.status >= 400) throw refusal(answer, json);
  const parsed = safeParse(shape, json);
  if (!parsed.success) throw unexpected(answer, z.prettifyError(parsed.error).replaceAll(/\s+/g, " "));
  return parsed.data;
}

function parseJson(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.body);
  } catch {
    throw unexpected(answer, `not JSON but ${answer.contentType === "" ? "something unnamed" : answer.contentType}`);
  }
}

function refusal(answer: HttpAnswer, json: unknown): TestkitError {
  const oauth = safeParse(oauthError, json);
  if (oauth.success) {
    const { error, error_description: description = "no description" } = oauth.data;
    return new TestkitError("SIGN_IN_REFUSED", { error, description });
  }
  const parsed = safeParse(catalogueError, json);
  if (!parsed.success) return unexpected(answer, "an error without a code");
  const { code, details } = parsed.data.error;
  if (!isErrorCode(code)) return unexpected(answer, `the error code ${code}, which is not in the catalogue`);
  return new TestkitError(code, details as ErrorDetails<ErrorCode>);
}

/** An answer that is not what the exchange says. */
export function unexpected(answer: HttpAnswer, reason: string): TestkitError {
  return new TestkitError("CIS2_ANSWER_UNEXPECTED", { status: answer.status, url: withoutQuery(answer.url), reason });
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(catalogue, code);
}
