import type { SeededGenerator } from "./seeded-generator.ts";
import { mutateJson } from "./mutate-json.ts";

export interface MutationSources {
  /** Other inputs, to take pieces of. */
  readonly others: readonly Uint8Array[];
  readonly dictionary: readonly Uint8Array[];
  readonly longest: number;
}

type Mutation = (input: Uint8Array, generator: SeededGenerator, sources: MutationSources) => Uint8Array;

const edges = [0x00, 0x01, 0x0a, 0x1f, 0x20, 0x22, 0x30, 0x5c, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xfe, 0xff];

const mutations: readonly Mutation[] = [
  (input, generator) => changed(input, generator, (byte) => byte ^ (1 << generator.below(8))),
  (input, generator) => changed(input, generator, () => generator.below(256)),
  (input, generator) => changed(input, generator, () => generator.pick(edges)),
  (input, generator) => changed(input, generator, (byte) => byte + generator.below(9) - 4),
  (input, generator) => spliced(input, generator.below(input.length + 1), 1 + generator.below(8), none),
  (input, generator) => spliced(input, generator.below(input.length + 1), input.length, none),
  (input, generator) => spliced(input, generator.below(input.length + 1), 0, generator.bytes(1 + generator.below(8))),
  (input, generator) => spliced(input, generator.below(input.length + 1), 0, piece(input, generator)),
  (input, generator) => spliced(input, generator.below(input.length + 1), generator.below(8), piece(input, generator)),
  (input, generator, { others }) =>
    spliced(input, generator.below(input.length + 1), generator.below(16), piece(generator.pick(others), generator)),
  (input, generator, { others }) => {
    const other = generator.pick(others);
    return Buffer.concat([
      input.subarray(0, generator.below(input.length + 1)),
      other.subarray(generator.below(other.length + 1)),
    ]);
  },
  (input, generator, { dictionary }) =>
    spliced(
      input,
      generator.below(input.length + 1),
      generator.below(2) * generator.below(9),
      dictionary.length > 0 ? generator.pick(dictionary) : none,
    ),
  mutateJson,
  mutateJson,
];

const none = new Uint8Array();

/** A new input: the old one with one to four changes, at most as long as it may be. */
export function mutate(input: Uint8Array, generator: SeededGenerator, sources: MutationSources): Uint8Array {
  let mutated = input;
  for (let change = 0; change <= generator.below(4); change += 1) {
    mutated = generator.pick(mutations)(mutated, generator, sources);
  }
  return Uint8Array.from(mutated.subarray(0, sources.longest));
}

function changed(input: Uint8Array, generator: SeededGenerator, change: (byte: number) => number): Uint8Array {
  const copy = Uint8Array.from(input);
  const at = generator.below(copy.length || 1);
  if (copy.length > 0) copy[at] = change(copy[at] ?? 0);
  return copy;
}

function spliced(input: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array {
  return Buffer.concat([input.subarray(0, at), insert, input.subarray(at + remove)]);
}

function piece(input: Uint8Array, generator: SeededGenerator): Uint8Array {
  const start = generator.below(input.length + 1);
  return input.subarray(start, start + 1 + generator.below(32));
}
