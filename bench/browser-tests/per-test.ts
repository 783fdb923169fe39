import { z } from "zod";

const results = z.array(z.object({ startTime: z.coerce.date(), status: z.string() }));
const specs = z.array(z.object({ title: z.string(), tests: z.array(z.object({ results })) }));

/** What is read of a report of Playwright's `json` reporter about one file. */
const report = z.object({ suites: z.array(z.object({ specs })) });

/**
 * Milliseconds from the start of each test to the start of the next, with all that fixtures do before and after it. The first
 * test is not among them, as it starts browser and server, nor the last, which none follows. Throws if a test has not passed.
 */
export function millisecondsPerTest(json: unknown): readonly number[] {
  const all = report
    .parse(json)
    .suites.flatMap((suite) => suite.specs)
    .flatMap(({ title, tests }) => tests.flatMap((one) => one.results.map((result) => ({ title, ...result }))));
  const failed = all.find(({ status }) => status !== "passed");
  if (failed !== undefined) throw new Error(`${failed.title}: ${failed.status}`);
  const starts = all.map(({ startTime }) => startTime.getTime()).sort((one, other) => one - other);
  return starts.slice(2).map((start, at) => start - (starts[at + 1] ?? Number.NaN));
}
