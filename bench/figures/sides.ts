import type { Comparison, Side } from "./results.ts";

/** The sides of a comparison, ours first, with what is promised of ours against others. Throws a RangeError for a single side. */
export function sidesOf(
  measured: Readonly<Record<string, number>>,
  promised: Readonly<Record<string, number>> = {},
): Comparison["sides"] {
  const sides = Object.entries(measured).map(([name, value]): Side => {
    const times = promised[name];
    return { name, value, ...(times === undefined ? {} : { times }) };
  });
  const [ours, other, ...rest] = sides;
  if (ours === undefined || other === undefined) throw new RangeError("a comparison has two sides at least");
  return [ours, other, ...rest];
}
