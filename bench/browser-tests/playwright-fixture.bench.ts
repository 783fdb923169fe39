import { execFile } from "node:child_process";
import { mkdtempDisposable } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { executablePath } from "../../src/foundation/testing/browser.ts";
import type { Benchmark } from "../benchmark.ts";
import { median } from "../measure/median.ts";
import { count } from "./count.ts";
import { millisecondsPerTest } from "./per-test.ts";

const name = "time of a Playwright test";
const rounds = 2;

const benchmark: Benchmark = {
  title: "The Playwright fixture",
  about: `This benchmark runs two kinds of Playwright tests:

- The first kind uses the testkit's fixture, which starts the fake CIS2. It signs a person in with a card at a demonstration system.
- The second kind signs no person in. It clicks through the same number of plain pages at two sites. The pages that take the place
  of CIS2's pages have no style sheet.

The browser is Chromium's headless shell, which Playwright starts by default. If the shell is not installed, the browser
is Chromium itself.

The time of a test ends when the next test starts, so it includes all work of fixtures. The first test of a worker is not
counted, because it starts the browser and the servers. Each figure is the median of ${rounds} turns of ${count} tests.`,
  run: async () => {
    if (executablePath === undefined)
      return [{ kind: "unmeasured", name, because: "no Chromium is installed; CHROMIUM can name one" }];
    const [fixture, plain]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      fixture.push(...(await run("with-fixture.spec.ts")));
      plain.push(...(await run("plain-pages.spec.ts")));
    }
    const [ours, theirs] = [median(fixture), median(plain)];
    return [
      {
        kind: "comparison",
        name,
        unit: "ms",
        better: "lower",
        sides: [
          { name: "signs in by the fixture", value: ours },
          { name: "plain pages, without the fixture", value: theirs },
        ],
      },
      {
        kind: "figure",
        name: "what a sign-in by the fixture adds to a test",
        value: ours - theirs,
        unit: "ms",
        below: 150,
      },
    ];
  },
};
export default benchmark;

async function run(file: string): Promise<readonly number[]> {
  const program = join(dirname(createRequire(import.meta.url).resolve("@playwright/test/package.json")), "cli.js");
  await using output = await mkdtempDisposable(join(tmpdir(), "cis2-testkit-bench-"));
  const words = ["test", "--config", "browser-tests.config.ts", "--output", output.path, file];
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], { cwd: import.meta.dirname });
  return millisecondsPerTest(JSON.parse(stdout));
}
