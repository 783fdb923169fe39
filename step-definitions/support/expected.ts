import assert from "node:assert/strict";
import { inspect } from "node:util";

/** Fails the step if the values differ, with a sentence for the report: what was looked at, what it is, and what it has to be. */
export function expectSame<T>(what: string, found: unknown, expected: T): asserts found is T {
  assert.deepEqual(found, expected, `${what}: found ${shown(found)}, expected ${shown(expected)}`);
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : inspect(value, { breakLength: Infinity, depth: 4 });
}
