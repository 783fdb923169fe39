import type { Dice } from "./seeded-generator.ts";
import { mutateJson } from "./mutate-json.ts";

export interface MutationSources {
  /** Other inputs, to take pieces of. */
  readonly others: readonly Uint8Array[];
  readonly dictionary: readonly Uint8Array[];
  readonly longest: number;
}

type Mutation = (input: Uint8Array, dice: Dice, sources: MutationSources) => Uint8Array;

const edges = [0x00, 0x01, 0x0a, 0x1f, 0x20, 0x22, 0x30, 0x5c, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xfe, 0xff];

const mutations: readonly Mutation[] = [
  (input, dice) => changed(input, dice, (byte) => byte ^ (1 << dice.below(8))),
  (input, dice) => changed(input, dice, () => dice.below(256)),
  (input, dice) => changed(input, dice, () => dice.pick(edges)),
  (input, dice) => changed(input, dice, (byte) => byte + dice.below(9) - 4),
  (input, dice) => spliced(input, dice.below(input.length + 1), 1 + dice.below(8), none),
  (input, dice) => spliced(input, dice.below(input.length + 1), input.length, none),
  (input, dice) => spliced(input, dice.below(input.length + 1), 0, dice.bytes(1 + dice.below(8))),
  (input, dice) => spliced(input, dice.below(input.length + 1), 0, piece(input, dice)),
  (input, dice) => spliced(input, dice.below(input.length + 1), dice.below(8), piece(input, dice)),
  (input, dice, { others }) =>
    spliced(input, dice.below(input.length + 1), dice.below(16), piece(dice.pick(others), dice)),
  (input, dice, { others }) => {
    const other = dice.pick(others);
    return Buffer.concat([
      input.subarray(0, dice.below(input.length + 1)),
      other.subarray(dice.below(other.length + 1)),
    ]);
  },
  (input, dice, { dictionary }) =>
    spliced(
      input,
      dice.below(input.length + 1),
      dice.below(2) * dice.below(9),
      dictionary.length > 0 ? dice.pick(dictionary) : none,
    ),
  mutateJson,
  mutateJson,
];

const none = new Uint8Array();

/** A new input: the old one with one to four changes, at most as long as it may be. */
export function mutate(input: Uint8Array, dice: Dice, sources: MutationSources): Uint8Array {
  let mutated = input;
  for (let change = 0; change <= dice.below(4); change += 1) {
    mutated = dice.pick(mutations)(mutated, dice, sources);
  }
  return Uint8Array.from(mutated.subarray(0, sources.longest));
}

function changed(input: Uint8Array, dice: Dice, change: (byte: number) => number): Uint8Array {
  const copy = Uint8Array.from(input);
  const at = dice.below(copy.length || 1);
  if (copy.length > 0) copy[at] = change(copy[at] ?? 0);
  return copy;
}

function spliced(input: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array {
  return Buffer.concat([input.subarray(0, at), insert, input.subarray(at + remove)]);
}

function piece(input: Uint8Array, dice: Dice): Uint8Array {
  const start = dice.below(input.length + 1);
  return input.subarray(start, start + 1 + dice.below(32));
}
