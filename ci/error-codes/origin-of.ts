import { isTestkitError } from "../../src/foundation/errors/testkit-error.ts";

/** What the client makes of an error that CIS2 named: nobody's proof that CIS2 ever names it. */
const revival = "/src/client/sign-in/cis2-answer.ts";
const ownOfRevival = ["SIGN_IN_REFUSED", "CIS2_ANSWER_UNEXPECTED"];
const product = /\/src\/(?!.*(\.test\.ts|\/testing\/)).*\.ts/;
const constructors = /testkit-error\.ts|at new \w+ /;

/** The code of an error that the product itself made; undefined if a test made it, or CIS2's answer was repeated. */
export function codeMadeByProduct(error: unknown): string | undefined {
  if (!isTestkitError(error)) return undefined;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const maker = frames.find((frame) => !constructors.test(frame)) ?? "";
  if (!product.test(maker)) return undefined;
  return maker.includes(revival) && !ownOfRevival.includes(error.code) ? undefined : error.code;
}
