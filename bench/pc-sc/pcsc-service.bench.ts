import { libpcscliteIsMissing } from "../../interoperability/card-for-programs.ts";
import { pcscdIsMissing } from "../../interoperability/pcscd.ts";
import { fromHex } from "../../src/iso7816/index.ts";
import { VirtualCard } from "../../src/virtual-card/index.ts";
import { issueCard } from "../../src/virtual-card/testing/issue-card.ts";
import type { Benchmark } from "../benchmark.ts";
import type { Result } from "../figures/results.ts";
import { sidesOf } from "../figures/sides.ts";
import { byTurns, timeOf } from "../measure/by-turns.ts";
import { openWay, pcscdReaders, serviceReaders, type Way } from "./pcsc-way.ts";

const selectName = "SELECT commands through PC/SC";
const rounds = 5;
/** How many SELECTs in a turn: a way that takes 50 ms for each gets fewer. */
const [selects, slowSelects] = [1000, 8];

/** The ways, ours first. */
const ways = {
  "our service": () => serviceReaders(1),
  "pcscd and vpcd": () => pcscdReaders(true),
  "pcscd and vpcd without TCP_QUICKACK": () => pcscdReaders(false),
  "our service, 16 readers": () => serviceReaders(16),
};
type Name = keyof typeof ways;
const names = Object.keys(ways) as Name[];
const direct = "the card itself, in the process";

const benchmark: Benchmark = {
  title: "Our PC/SC service, compared with pcscd",
  about: `The testkit has its own PC/SC service, which programs can use instead of pcscd. A client in a separate process sends SELECT commands
to a card. The client also measures the time from the insertion of a card to the event that reports it. Each figure is
the median of ${rounds} turns.

- Our service has one reader or 16 readers. The library libpcsclite, which programs use for PC/SC, allows at most 16.
- pcscd with vpcd has one reader. It is measured with and without immediate acknowledgement (TCP_QUICKACK,
  [decision 0023](../decisions/0023-quick-acknowledgement.md)).
- "The card itself" is a virtual card without PC/SC and reader: the benchmark's process calls it directly.`,
  run: async () => {
    const missing = libpcscliteIsMissing() ?? pcscdIsMissing();
    if (missing !== undefined) return [{ kind: "unmeasured", name: selectName, because: missing }];
    await using opened = new AsyncDisposableStack();
    const open = {} as Record<Name, Way>;
    for (const name of names) open[name] = opened.adopt(await openWay(await ways[name]()), (way) => way.close());
    const turns = (measure: (name: Name) => () => Promise<number>) =>
      Object.fromEntries(names.map((name) => [name, measure(name)])) as Record<Name, () => Promise<number>>;
    const select = await byTurns<Name | typeof direct>(rounds, {
      ...turns((name) => () => open[name].select(name.endsWith("QUICKACK") ? slowSelects : selects)),
      [direct]: selectDirectly(),
    });
    const insertion = await byTurns(
      rounds,
      turns((name) => () => open[name].insertion()),
    );
    const perSecond = Object.fromEntries(Object.entries(select).map(([name, taken]) => [name, 1000 / taken]));
    return [
      {
        kind: "comparison",
        name: selectName,
        unit: "/s",
        better: "higher",
        sides: sidesOf(perSecond, { "pcscd and vpcd": 1.3 }),
      },
      {
        kind: "comparison",
        name: "time from the insertion to the client's event",
        unit: "ms",
        better: "lower",
        sides: sidesOf(insertion, { "pcscd and vpcd": 0.1 }),
      },
    ] satisfies Result[];
  },
};
export default benchmark;

function selectDirectly(): () => Promise<number> {
  const card = new VirtualCard(issueCard());
  card.powerOn();
  const select = fromHex("00A404000BA00000030800001000010000");
  return timeOf(20_000, () => card.transmit(select));
}
