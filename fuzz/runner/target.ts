import { isTestkitError } from "../../src/foundation/errors/testkit-error.ts";

/** A parser under attack, opened: servers are started, files have a place. */
export interface OpenTarget {
  /** One input. Whatever it throws is a finding. */
  readonly run: (input: Uint8Array) => void | Promise<void>;
  readonly close?: () => void | Promise<void>;
}

/** A parser of input that others wrote, and what to try on it. */
export interface FuzzTarget {
  /** Also the name of its folder in `fuzz/corpus`. */
  readonly name: string;
  /** Good inputs to begin from, besides those of the corpus. */
  readonly seeds: () => readonly Uint8Array[] | Promise<readonly Uint8Array[]>;
  /** Words of the input's language. */
  readonly dictionary?: readonly string[];
  /** In bytes. Default: 4096. */
  readonly longest?: number;
  readonly open: () => OpenTarget | Promise<OpenTarget>;
}

type ErrorClass = abstract new (...values: never[]) => Error;

/** What `parse` gives; undefined if it refused the input as documented. Any other error goes through. */
export function unlessRefused<T>(parse: () => T, documented: readonly ErrorClass[] = []): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (isRefusal(error, documented)) return undefined;
    throw error;
  }
}

/** An error of the catalogue, or of the classes that the parser's documentation names. */
export function isRefusal(error: unknown, documented: readonly ErrorClass[] = []): boolean {
  if (isTestkitError(error)) return error.code !== "SERVICE_FAILED";
  return documented.some((one) => error instanceof one);
}

export const bytesOf = (text: string): Uint8Array => Buffer.from(text, "utf8");
export const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

/** Messages in one input, each behind its length in two bytes; the last may be cut short. */
export function messagesOf(input: Uint8Array): Uint8Array[] {
  const messages: Uint8Array[] = [];
  for (let offset = 0; offset + 2 <= input.length;) {
    const length = ((input[offset] ?? 0) << 8) | (input[offset + 1] ?? 0);
    messages.push(input.subarray(offset + 2, offset + 2 + length));
    offset += 2 + length;
  }
  return messages;
}

/** The input that `messagesOf` takes apart. */
export function inputOf(messages: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    messages.flatMap((message) => [Uint8Array.of(message.length >> 8, message.length & 0xff), message]),
  );
}
