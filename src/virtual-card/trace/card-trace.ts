import { z } from "zod";
import { readDataFile } from "../../foundation/data-file.ts";

const hex = z.string().regex(/^(?:[0-9A-F]{2})*$/, "must be hexadecimal, upper case");

const exchangeSchema = z.strictObject({
  /** The whole command; of a secret one its first four bytes alone, whatever passcode and length it carried. */
  command: hex,
  secret: z.literal(true).optional(),
  /** Data, then SW1 SW2. */
  response: hex,
  /** Set if the data told of the person's body or badge: each byte of it is 00. */
  withheld: z.literal(true).optional(),
});

/** A recorded conversation with one card, and what has to be the same for the same conversation to come about again. */
export const cardTraceSchema = z.strictObject({
  format: z.literal("cis2-testkit card trace"),
  /** Of this form of the file. */
  version: z.literal(1),
  /** The version of the testkit that recorded it. */
  testkit: z.string().min(1),
  /** The moment by which certificates were judged; ISO 8601. */
  recordedAt: z.iso.datetime(),
  /** What challenges were made from. */
  seed: z.string().min(1),
  card: z.strictObject({ atr: hex, series: z.union([z.literal(8), z.literal(9)]), serial: hex }),
  /** The tag expression that selected the scenarios; all of them if there is none. */
  tags: z.string().min(1).optional(),
  allowDestructive: z.boolean(),
  /** Whether the unblocking code was known, without which some cases are not carried out. */
  withPuk: z.boolean(),
  /** What came of each scenario, by id, or by id and example row. */
  verdicts: z.record(z.string(), z.string()),
  exchanges: z.array(exchangeSchema).max(100_000),
});

export type CardTrace = z.infer<typeof cardTraceSchema>;
export type CardExchange = z.infer<typeof exchangeSchema>;

/** Reads a trace file. Throws DATA_FILE_INVALID naming the field that is wrong. */
export function readCardTrace(file: string): CardTrace {
  return readDataFile(file, cardTraceSchema);
}
