// Takes the place of `node:test` in a warm process: it runs test files again and again, which `node:test` cannot, and ends at
// the first failure. It has what the tests of the subjects use. A test that uses more fails here without a mutant too, and is
// then asked in a separate process.

type Work = (context: object) => unknown;
type Hook = () => unknown;

interface Suite {
  readonly tests: (() => Promise<void>)[];
  readonly before: Hook[];
  readonly after: Hook[];
  readonly beforeEach: Hook[];
  readonly afterEach: Hook[];
}

const emptySuite = (): Suite => ({ tests: [], before: [], after: [], beforeEach: [], afterEach: [] });

/** Where hooks and tests belong that are declared now. */
let current = emptySuite();

interface Options {
  readonly skip?: boolean | string;
}

export function it(name: string, ...rest: readonly [Work] | readonly [Options, Work]): void {
  const [options, work] = rest.length === 1 ? [{}, rest[0]] : rest;
  if (options.skip !== undefined && options.skip !== false) return;
  const each = current;
  current.tests.push(async () => {
    const own = (current = emptySuite());
    try {
      for (const hook of each.beforeEach) await hook();
      await work({ name });
    } finally {
      for (const hook of [...own.after, ...each.afterEach]) await hook();
    }
  });
}

export function describe(_: string, ...rest: readonly [Hook] | readonly [Options, Hook]): void {
  const [options, declare] = rest.length === 1 ? [{}, rest[0]] : rest;
  if (options.skip !== undefined && options.skip !== false) return;
  const outer = current;
  const suite = (current = { ...emptySuite(), beforeEach: [...outer.beforeEach], afterEach: [...outer.afterEach] });
  const declared = declare();
  current = outer;
  outer.tests.push(async () => {
    await declared;
    await runSuite(suite);
  });
}

export const [test, suite] = [it, describe];
export const before = (hook: Hook): number => current.before.push(hook);
export const after = (hook: Hook): number => current.after.push(hook);
export const beforeEach = (hook: Hook): number => current.beforeEach.push(hook);
export const afterEach = (hook: Hook): number => current.afterEach.push(hook);

/** Runs what `declare` declares. Rejects with the first failure. */
export async function runTests(declare: () => Promise<unknown>): Promise<void> {
  const root = (current = emptySuite());
  await declare();
  await runSuite(root);
}

async function runSuite(suite: Suite): Promise<void> {
  try {
    for (const hook of suite.before) await hook();
    for (const run of suite.tests) await run();
  } finally {
    for (const hook of suite.after) await hook();
  }
}
