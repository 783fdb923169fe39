import { isDeepStrictEqual } from "node:util";
import type { Settings } from "../../fake-cis2/index.ts";
import type { Evidence } from "../evidence/evidence.ts";
import type { Recording } from "../har/recording.ts";

/** What an observer looks at. */
export interface Scene {
  readonly evidence: Evidence;
  readonly recording: Recording;
  /** The settings of the fake CIS2 that the other one is compared with. */
  readonly ours: Settings;
}

/** Finds the value of one setting that agrees with the evidence; the setting's own if it does. Undefined if nothing shows it. */
export type Observer<Name extends keyof Settings> = (scene: Scene) => Settings[Name] | undefined;

export type Observers = { readonly [Name in keyof Settings]?: Observer<Name> };

/** The one value all observations agree on; undefined if there is none, or if they disagree. */
export function agreed<T>(values: readonly (T | undefined)[]): T | undefined {
  const [first, ...others] = values.filter((value) => value !== undefined);
  return others.every((other) => isDeepStrictEqual(other, first)) ? first : undefined;
}

/** Our value if it is among those that are still possible, or the only one that is. */
export function amongPossible<T>(possible: readonly T[], ours: T): T | undefined {
  if (possible.includes(ours)) return ours;
  return possible.length === 1 ? possible[0] : undefined;
}

/**
 * A limit, of which it is known that some measures were within it and others beyond. Our value if it agrees; else the nearest
 * one that does. Undefined without a measure.
 */
export function limitWithin(within: readonly number[], beyond: readonly number[], ours: number): number | undefined {
  if (within.length + beyond.length === 0) return undefined;
  const least = Math.max(0, ...within);
  const most = Math.min(Infinity, ...beyond);
  if (ours < least) return Math.ceil(least);
  if (ours >= most) return Math.max(1, Math.ceil(most) - 1, Math.ceil(least));
  return ours;
}
