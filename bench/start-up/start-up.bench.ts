import { join } from "node:path";
import type { Benchmark } from "../benchmark.ts";
import type { Comparison } from "../figures/results.ts";
import { byTurns } from "../measure/by-turns.ts";
import { idleMemory } from "./idle-memory.ts";
import { clone, installPackage, type InstalledPackage } from "./installed-package.ts";
import { type NodeStart, startUntilReady, timeToEnd } from "./node-process.ts";

const empty = "an empty Node process";
const [warmRounds, coldRounds] = [5, 3];
const anyPorts = ["--internet-port", "--hscn-port", "--demo-port", "--port-service-port", "--panel-port"];
const serveWords = ["serve", "--json", "--no-open", ...anyPorts.flatMap((option) => [option, "0"])];

const benchmark: Benchmark = {
  title: "Start of the package, and idle memory",
  about: `This benchmark measures the time from the start of a process to its end. For comparison, it measures a Node process that does
nothing. For \`serve\`, the time ends when \`serve\` prints that it is ready. \`login\` is a whole sign-in, with fake CIS2, client and
card in one process. The package is unpacked from its tarball. The launcher of a clone is the file
\`cis2-testkit\` in a clone of the repository.

- Warm: the same user has started the package before. The figure is the median of ${warmRounds} turns.
- Cold: a user starts the package for the first time. There is no compiled code, key or certificate from an earlier start. The
  figure is the median of ${coldRounds} turns.

The last table has the memory of \`serve\` one second after it is ready.`,
  run: async () => {
    await using installed = await installPackage();
    const warm = await measureWarm(installed);
    const cold = await measureCold(installed);
    const compared = (name: string, value: number, times?: number): Comparison => ({
      kind: "comparison",
      name,
      unit: "ms",
      better: "lower",
      sides: [
        { name, value },
        { name: empty, value: warm.empty, ...(times === undefined ? {} : { times }) },
      ],
    });
    return [
      compared("login, warm", warm.login, 18),
      compared("login, cold", cold.login),
      compared("login with the launcher of a clone, warm", warm.clone, 22),
      compared("serve until it is ready, warm", warm.serve, 11),
      compared("serve until it is ready, cold", cold.serve),
      compared("import of the library, warm", warm.library, 8),
      compared("import of the library, cold", cold.library),
      await idleMemory({
        words: [installed.program, ...serveWords],
        folder: installed.folder,
        home: await installed.newHome(),
      }),
    ];
  },
};
export default benchmark;

function starts({ folder, program }: InstalledPackage) {
  const module = ["--input-type=module", "--eval", 'await import("cis2-testkit")'];
  const timeToReady = async (start: NodeStart) => {
    const ready = await startUntilReady(start);
    await ready.stop();
    return ready.readyAfter;
  };
  return {
    login: (home: string) => timeToEnd({ words: [program, "login", "--json"], folder, home }),
    serve: (home: string) => timeToReady({ words: [program, ...serveWords], folder, home }),
    library: (home: string) => timeToEnd({ words: module, folder, home }),
    clone: (home: string) =>
      timeToEnd({ program: join(clone, "cis2-testkit"), words: ["login", "--json"], folder, home }),
    empty: (home: string) => timeToEnd({ words: ["--eval", "0"], folder, home }),
  };
}

async function measureWarm(installed: InstalledPackage) {
  const home = await installed.newHome();
  const { login, serve, library, clone: cloned, empty: nothing } = starts(installed);
  return byTurns(warmRounds, {
    login: () => login(home),
    serve: () => serve(home),
    library: () => library(home),
    clone: () => cloned(home),
    empty: () => nothing(home),
  });
}

async function measureCold(installed: InstalledPackage) {
  const { login, serve, library } = starts(installed);
  return byTurns(coldRounds, {
    login: async () => login(await installed.newHome()),
    serve: async () => serve(await installed.newHome()),
    library: async () => library(await installed.newHome()),
  });
}
