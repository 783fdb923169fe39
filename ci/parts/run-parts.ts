import { exitCodeOfParts, formatParts, type Part, runPart } from "./part.ts";

// node ci/parts/run-parts.ts check|test: runs scripts of package.json side by side, and says how long each took. Parts in
// one lane run one after another: there are two processors, and most tests wait.
const script = (name: string): Part => ({ name, command: ["npm", "run", "--silent", name] });
const checks = ["lint", "format", "boundaries", "unused"].map(script);
const lanes: Readonly<Record<string, readonly (readonly Part[])[]>> = {
  check: [checks],
  test: [[...checks, script("features")], [script("coverage")]],
};

const chosen = lanes[process.argv[2] ?? ""];
if (chosen === undefined) throw new TypeError(`one of: ${Object.keys(lanes).join(", ")}`);
const began = performance.now();
const results = (
  await Promise.all(
    chosen.map((lane) =>
      lane.reduce(
        async (before, part) => [...(await before), await runPart(part, part.name === "coverage")],
        Promise.resolve<Awaited<ReturnType<typeof runPart>>[]>([]),
      ),
    ),
  )
).flat();
process.exitCode = exitCodeOfParts(results);
const all = { name: "together", exitCode: process.exitCode, seconds: (performance.now() - began) / 1000 };
process.stdout.write(`\n${formatParts([...results, all])}`);
