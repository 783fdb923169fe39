import type * as AsyncHooks from "node:async_hooks";
import { createRequire } from "node:module";

// Loaded before node:test into the process of each test file (docs/decisions/0108). To know which test an uncaught error
// belongs to, the runner follows each promise, timer and socket of the process by an async hook. Here the store of an
// AsyncLocalStorage has the test, which costs next to nothing.
const hooks = createRequire(import.meta.url)("node:async_hooks") as typeof AsyncHooks;
const { AsyncLocalStorage, createHook, executionAsyncId } = hooks;

type Callbacks = Parameters<typeof createHook>[0];
type Work = (...parameters: unknown[]) => unknown;
type RunInAsyncScope = (work: Work, self: unknown, ...parameters: unknown[]) => unknown;

const current = new AsyncLocalStorage<number>();

Object.assign(hooks, {
  createHook: (callbacks: Callbacks) => (isOfRunner() ? createHook(testsAlone(callbacks)) : createHook(callbacks)),
  executionAsyncId: () => current.getStore() ?? executionAsyncId(),
});

function isOfRunner(): boolean {
  return new Error().stack?.includes("node:internal/test_runner/") ?? false;
}

function testsAlone(callbacks: Callbacks): Callbacks {
  return {
    trackPromises: false,
    init(id, type, trigger, resource) {
      if (type !== "Test" && type !== "Suite") return;
      callbacks.init?.(id, type, trigger, resource);
      // What the runner calls the test's function by.
      const test = resource as { runInAsyncScope: RunInAsyncScope };
      const run = test.runInAsyncScope;
      test.runInAsyncScope = (work, self, ...parameters) => {
        const withTest = () => current.run(id, () => work.apply(self, parameters));
        return run.call(test, withTest, undefined);
      };
    },
  };
}
