import { isTestkitError } from "./testkit-error.ts";

const done = new WeakSet();

/**
 * Adds code and cure to the message of a TestkitError, for those who show a message and a stack and nothing else: test
 * runners, and Node itself. With `frames` the stack has these in place of the testkit's own. Returns the same value; any
 * other is left as it is.
 */
export function explain(error: unknown, frames?: string): unknown {
  if (!isTestkitError(error) || done.has(error)) return error;
  done.add(error);
  const own = (error.stack ?? "").split("\n").filter((line) => /^ {4}at /.test(line));
  error.message = `${error.code}: ${error.message}\n${error.cure}`;
  error.stack = `${error.name}: ${error.message}\n${frames ?? own.join("\n")}`;
  return error;
}
