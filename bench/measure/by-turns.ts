import { median, timed } from "./median.ts";
import { processorBetween, UsageMeter } from "./usage.ts";

/** Takes one side's turn, and resolves to what was measured. */
export type Turn = () => Promise<number>;

/**
 * The median of what each side measures in so many rounds, after a first round that warms up. The sides take turns, each round
 * in the other direction, so that what else the machine does falls on all of them alike.
 */
export async function byTurns<Side extends string>(
  rounds: number,
  sides: Readonly<Record<Side, Turn>>,
): Promise<Readonly<Record<Side, number>>> {
  const names = Object.keys(sides) as Side[];
  const measured = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Side, number[]>;
  for (let round = 0; round <= rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const value = await sides[name]();
      if (round > 0) measured[name].push(value);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(measured[name])])) as Record<Side, number>;
}

/** A turn of so many pieces of the same work: the milliseconds that one takes. */
export function timeOf(perTurn: number, work: () => unknown): Turn {
  return async () => {
    const taken = await timed(async () => {
      for (let number = 0; number < perTurn; number++) await work();
    });
    return taken / perTurn;
  };
}

/** A turn of so many pieces of the same work: the milliseconds of this process's processor time that one takes. */
export function processorTimeOf(perTurn: number, work: () => unknown): Turn {
  const meter = new UsageMeter();
  return async () => {
    const before = meter.usage();
    for (let number = 0; number < perTurn; number++) await work();
    return processorBetween(before, meter.usage()) / perTurn;
  };
}
