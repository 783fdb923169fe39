import { it as test, type TestContext, type TestOptions } from "node:test";

type Body = (context: TestContext) => void | Promise<void>;

let hasFailed = false;

/**
 * `it` of node:test, for a file whose tests take seconds and that has a process to itself: once one of them has failed those
 * that have not begun are skipped, so that the file ends soon.
 */
export function it(name: string, ...rest: [body: Body] | [options: TestOptions, body: Body]): void {
  const [options, body] = rest.length === 1 ? [{}, rest[0]] : rest;
  void test(name, options, async (context) => {
    if (hasFailed) {
      context.skip("a test before it failed");
      return;
    }
    try {
      await body(context);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  });
}
