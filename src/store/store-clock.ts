import { type Clock, systemClock } from "../foundation/clock.ts";
import type { Store } from "./store.ts";

/** The time by the clock of the store, so that instances on machines whose clocks differ agree on what has expired. */
export function storeClock({ aheadMs }: Pick<Store, "aheadMs">, machine: Clock = systemClock): Clock {
  return aheadMs === 0 ? machine : { now: () => new Date(machine.now().getTime() + aheadMs) };
}
