import { libpcscliteIsMissing } from "../interoperability/card-for-programs.ts";
import { pcscdIsMissing } from "../interoperability/pcscd.ts";
import { median, type Benchmark } from "./benchmark.ts";
import { openWay, pcscdReaders, serviceReaders, type Way } from "./pcsc-way.ts";
import type { Result } from "./results.ts";

const selectName = "SELECT through PC/SC";
const insertionName = "From insertion to the client's event";
const rounds = 9;
/** How many SELECTs in a turn: a way that takes 50 ms for each gets fewer. */
const [selects, slowSelects] = [1000, 8];

/** The ways, ours first, and then the best of the others. */
const ways = {
  "our service": () => serviceReaders(1),
  "pcscd and vpcd": () => pcscdReaders(true),
  "pcscd and vpcd without TCP_QUICKACK": () => pcscdReaders(false),
  "our service, 16 readers": () => serviceReaders(16),
};
type Name = keyof typeof ways;
const names = Object.keys(ways) as Name[];

const benchmark: Benchmark = {
  title: "Our PC/SC service beside pcscd",
  about: `A SELECT from the client in a separate process, by the median of ${String(rounds)} turns, and the time from the insertion of a card
to the event in that client: through our own PC/SC service, with one reader and with 16, and through pcscd and vpcd with and
without immediate acknowledgement ([decision 0023](../decisions/0023-quick-acknowledgement.md)). The ways take turns.`,
  run: async () => {
    const missing = libpcscliteIsMissing() ?? pcscdIsMissing();
    if (missing !== undefined) return [{ kind: "unmeasured", name: selectName, because: missing }];
    await using opened = new AsyncDisposableStack();
    const open = {} as Record<Name, Way>;
    for (const name of names) open[name] = opened.adopt(await openWay(await ways[name]()), (way) => way.close());
    const select = await byTurns((name) =>
      open[name].select(name.endsWith("without TCP_QUICKACK") ? slowSelects : selects),
    );
    const insertion = await byTurns((name) => open[name].insertion());
    return [
      // At most 0.6 of the time of the best other way.
      { ...comparison(selectName, select), atLeast: 1.67 },
      comparison(insertionName, insertion),
      ...(["our service", "our service, 16 readers"] as const).map((name): Result => ({
        kind: "figure",
        name: `${insertionName}, ${name}`,
        value: insertion[name],
        unit: "ms",
        below: 5,
      })),
    ];
  },
};
export default benchmark;

function comparison(name: string, taken: Readonly<Record<Name, number>>) {
  const [ours, best, ...others] = names.map((way) => ({ name: way, value: taken[way] }));
  if (ours === undefined || best === undefined) throw new RangeError("there are two ways at least");
  return { kind: "comparison", name, unit: "ms", better: "lower", sides: [ours, best, ...others] } satisfies Result;
}

/** The median of what each way measured; one round more warms up. */
async function byTurns(measure: (name: Name) => Promise<number>): Promise<Record<Name, number>> {
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const value = await measure(name);
      if (round > 0) taken[name].push(value);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(taken[name])])) as Record<Name, number>;
}
