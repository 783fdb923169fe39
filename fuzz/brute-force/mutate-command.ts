import type { SeededGenerator } from "../runner/seeded-generator.ts";

/** A command of the corpus as it is, damaged in one to three places, or bytes out of nowhere. */
export function mutateCommand(corpus: readonly Uint8Array[], generator: SeededGenerator): Uint8Array {
  if (generator.below(8) === 0) return generator.bytes(generator.below(generator.below(20) === 0 ? 600 : 24));
  let command = Uint8Array.from(generator.pick(corpus));
  if (generator.below(4) === 0) return command;
  for (let times = 1 + generator.below(3); times > 0; times -= 1) command = damage(command, corpus, generator);
  return command;
}

const edges = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x82, 0xfe, 0xff];

function damage(
  command: Uint8Array<ArrayBuffer>,
  corpus: readonly Uint8Array[],
  generator: SeededGenerator,
): Uint8Array<ArrayBuffer> {
  const at = generator.below(command.length + 1);
  const changed = Uint8Array.from(command);
  switch (generator.below(7)) {
    case 0:
      changed[at] = (changed[at] ?? 0) ^ (1 << generator.below(8));
      return changed;
    case 1:
      changed[at] = generator.pick(edges);
      return changed;
    case 2:
      changed[at] = generator.below(256);
      return changed;
    case 3:
      return changed.subarray(0, at);
    case 4:
      return joined(changed.subarray(0, at), generator.bytes(1 + generator.below(4)), changed.subarray(at));
    case 5:
      return joined(changed.subarray(0, at), generator.pick(corpus).subarray(at));
    default:
      changed[0] = (changed[0] ?? 0) ^ 0x10;
      return changed;
  }
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(parts));
}
