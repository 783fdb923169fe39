import { TestkitError } from "../../foundation/errors/testkit-error.ts";

/** A reader to show, and the persona's card in it, if any. */
export interface ReaderSpecification {
  /** Default: "Reader 1", "Reader 2" and so on. */
  readonly name?: string;
  readonly card?: { readonly profile: string; readonly persona: string };
}

/** Reads `<profile>:<persona>[@<reader>]`. Throws CONFIGURATION_INVALID. */
export function readerSpecification(text: string): ReaderSpecification {
  const match = /^(?<profile>[^:@]+):(?<persona>[^:@]+)(?:@(?<name>.+))?$/.exec(text);
  const { profile, persona, name } = match?.groups ?? {};
  if (profile === undefined || persona === undefined) {
    const reason = `"${text}" is not of the form <profile>:<persona>[@<reader>], such as piv:one-role`;
    throw new TestkitError("CONFIGURATION_INVALID", { setting: "card", reason });
  }
  return { ...(name !== undefined && { name }), card: { profile, persona } };
}

/** Names for readers that have none. Throws CONFIGURATION_INVALID if two have the same, or two hold the same card. */
export function namedReaders(readers: readonly ReaderSpecification[]) {
  const given = new Set(readers.map(({ name }) => name));
  const free = Array.from({ length: 2 * readers.length }, (_, index) => `Reader ${String(index + 1)}`);
  const names = free.filter((name) => !given.has(name))[Symbol.iterator]();
  const named = readers.map(({ name, card }) => ({ name: name ?? names.next().value ?? "", card }));
  refuseTwice(
    "reader",
    named.map(({ name }) => name),
  );
  refuseTwice(
    "card",
    named.flatMap(({ card }) => (card === undefined ? [] : [`${card.profile}:${card.persona}`])),
  );
  return named;
}

function refuseTwice(setting: "reader" | "card", values: readonly string[]): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice === undefined) return;
  throw new TestkitError("CONFIGURATION_INVALID", { setting, reason: `there cannot be two of "${twice}"` });
}
