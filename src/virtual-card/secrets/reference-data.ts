import { z } from "zod";
import type { Random } from "../../foundation/random.ts";
import { StatusWord, triesLeftStatusWord } from "../../iso7816/index.ts";
import { hashPasscode, matchesHash, passcodeHashSchema } from "./passcode-hash.ts";

/** A passcode, PIN or PUK as the image keeps it: its hash, and how many tries are left of how many. */
export const referenceDataSchema = z
  .strictObject({
    hash: passcodeHashSchema,
    triesLeft: z.int().min(0).max(15),
    triesLimit: z.int().min(1).max(15),
  })
  .refine(({ triesLeft, triesLimit }) => triesLeft <= triesLimit, {
    path: ["triesLeft"],
    message: "must not be more than triesLimit",
  });

export type ReferenceDataRecord = z.infer<typeof referenceDataSchema>;

/** A full counter unless `triesLeft` says less. */
export function newReferenceData(
  value: Uint8Array,
  triesLimit: number,
  random: Random,
  triesLeft = triesLimit,
): ReferenceDataRecord {
  return { hash: hashPasscode(value, random), triesLeft: Math.min(triesLeft, triesLimit), triesLimit };
}

export interface ReferenceDataOptions {
  /** Writes the card's state down; it must have returned before a comparison begins. */
  readonly persist: () => void;
  readonly random: Random;
}

/**
 * Reference data in the sense of ISO/IEC 7816-4, 7.5: a secret to compare with, its retry counter, and the security
 * status that a right one gives until the card is reset.
 */
export class ReferenceData {
  readonly #record: ReferenceDataRecord;
  readonly #options: ReferenceDataOptions;
  #verified = false;

  /** The record is the card's own state: counter and hash are changed in it. */
  constructor(record: ReferenceDataRecord, options: ReferenceDataOptions) {
    this.#record = record;
    this.#options = options;
  }

  get verified(): boolean {
    return this.#verified;
  }

  get triesLeft(): number {
    return this.#record.triesLeft;
  }

  /** 9000 when verified, else 63Cx, or 6983 when no try is left: the answer to VERIFY without data. */
  get statusWord(): number {
    if (this.#verified) return StatusWord.SUCCESS;
    return this.triesLeft === 0 ? StatusWord.AUTHENTICATION_BLOCKED : triesLeftStatusWord(this.triesLeft);
  }

  /** Compares, and sets or drops the security status. Returns 9000, 63Cx or 6983. */
  verify(value: Uint8Array): number {
    this.#verified = false;
    const sw = this.compare(value);
    this.#verified = sw === StatusWord.SUCCESS;
    return sw;
  }

  /**
   * Compares without giving any status. The counter is written down as if the comparison had failed before it begins,
   * so that cutting the power never gives a free guess.
   */
  compare(value: Uint8Array): number {
    if (this.triesLeft === 0) {
      this.#verified = false;
      return StatusWord.AUTHENTICATION_BLOCKED;
    }
    this.#record.triesLeft -= 1;
    this.#options.persist();
    if (!matchesHash(value, this.#record.hash)) {
      this.#verified = false;
      return triesLeftStatusWord(this.triesLeft);
    }
    this.#record.triesLeft = this.#record.triesLimit;
    this.#options.persist();
    return StatusWord.SUCCESS;
  }

  /** Puts a new secret in place with a full counter. The security status stays as it is. */
  replace(value: Uint8Array): void {
    this.#record.hash = hashPasscode(value, this.#options.random);
    this.#record.triesLeft = this.#record.triesLimit;
    this.#options.persist();
  }

  /** Fills the counter without a new secret. The security status stays as it is. */
  restoreTries(): void {
    this.#record.triesLeft = this.#record.triesLimit;
    this.#options.persist();
  }

  dropStatus(): void {
    this.#verified = false;
  }
}
