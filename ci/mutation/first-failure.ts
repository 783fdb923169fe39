import type { TestEvent } from "node:test/reporters";

/** A reporter of `node:test` that ends the process at the first failure: one is enough to kill a mutant. */
export default async function* firstFailure(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type } of events) {
    if (type === "test:fail") process.exit(1);
    yield "";
  }
}
