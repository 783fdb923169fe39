import { channel } from "node:diagnostics_channel";
import { catalogue, type ErrorCode, type ErrorEntry } from "./catalogue.ts";

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** What message and cure of an error code name: one value for each `{placeholder}` of its catalogue entry. */
export type ErrorDetails<Code extends ErrorCode> = Record<
  Placeholders<(typeof catalogue)[Code]["message"]> | Placeholders<(typeof catalogue)[Code]["cure"]>,
  string | number
>;

type Arguments<Code extends ErrorCode> = [keyof ErrorDetails<Code>] extends [never]
  ? [details?: Record<string, never>, options?: ErrorOptions]
  : [details: ErrorDetails<Code>, options?: ErrorOptions];

/** Told of every TestkitError that is made: the channel `cis2-testkit:error` of node:diagnostics_channel. */
const made = channel("cis2-testkit:error");

/** An error of the closed catalogue: `code` is stable, `entry` says who is at fault, why, and what to do. */
export class TestkitError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: Code, ...[details, options]: Arguments<Code>) {
    super(fill(catalogue[code].message, details ?? {}), options);
    this.name = "TestkitError";
    this.code = code;
    this.details = details ?? {};
    if (made.hasSubscribers) made.publish(this);
  }

  get entry(): ErrorEntry {
    return catalogue[this.code];
  }

  /** What to do, with the details of this error. */
  get cure(): string {
    return fill(this.entry.cure, this.details);
  }
}

/** Whether a caught value is a catalogue error, and of this code if one is named. */
export function isTestkitError<Code extends ErrorCode>(error: unknown, code?: Code): error is TestkitError<Code> {
  return error instanceof TestkitError && (code === undefined || error.code === code);
}

function fill(template: string, details: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? `{${name}}`));
}
