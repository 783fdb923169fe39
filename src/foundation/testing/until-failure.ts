import { it, type TestContext, type TestOptions } from "node:test";

type Body = (context: TestContext) => void | Promise<void>;

/**
 * `it` of node:test, for a file whose tests take seconds: once one of them has failed, those that have not begun are skipped,
 * so that the file ends soon.
 */
export function itUntilFailure(): (name: string, ...rest: [body: Body] | [options: TestOptions, body: Body]) => void {
  let hasFailed = false;
  return (name, ...rest) => {
    const [options, body] = rest.length === 1 ? [{}, rest[0]] : rest;
    void it(name, options, async (context) => {
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
  };
}
