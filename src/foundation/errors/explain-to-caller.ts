import { explain } from "./explain.ts";
import { isTestkitError, TestkitError } from "./testkit-error.ts";

/**
 * Does the work of a method that tests call. The method does nothing else, so that the line that called it is one frame above.
 * A TestkitError of the work is for people who see a test fail: its message has code and cure, and its stack starts at that
 * line. It is a copy, whose `cause` is the error itself, because that may go to others as well.
 */
export async function explainToCaller<Result>(work: () => Result | Promise<Result>): Promise<Awaited<Result>> {
  const frames = callerFrames();
  try {
    return await work();
  } catch (error) {
    throw isTestkitError(error) ? explain(copyOf(error), frames) : error;
  }
}

/** Without the message, and without the method that called {@link explainToCaller}. */
function callerFrames(): string {
  const holder: { stack?: string } = {};
  Error.captureStackTrace(holder, explainToCaller);
  return (holder.stack ?? "").split("\n").slice(2).join("\n");
}

/** Of the same class, with the same members. */
function copyOf(error: TestkitError): TestkitError {
  const copy = new TestkitError(error.code, error.details as never, { cause: error });
  return Object.assign(Object.setPrototypeOf(copy, Object.getPrototypeOf(error) as object) as TestkitError, error);
}
