import { timingSafeEqual } from "node:crypto";
import type { Random } from "../../../foundation/random.ts";
import { blockCiphers, decipher, encipher } from "./algorithms.ts";
import type { PivImage } from "./piv-image.ts";

interface Pending {
  readonly kind: "challenge" | "witness";
  readonly expected: Uint8Array;
}

/** The administration key 9B and the two ways to prove one has it (SP 800-73-4, Part 2, A.1 and A.2). */
export class AdministrationKey {
  readonly #record: PivImage["administrationKey"];
  readonly #random: Random;
  #pending: Pending | undefined;
  #proven = false;

  constructor(record: PivImage["administrationKey"], random: Random) {
    this.#record = record;
    this.#random = random;
  }

  get proven(): boolean {
    return this.#proven;
  }

  accepts(algorithmId: number): boolean {
    return blockCiphers[this.#record.algorithm].ids.includes(algorithmId);
  }

  get blockSize(): number {
    return blockCiphers[this.#record.algorithm].blockSize;
  }

  /** Single authentication, first step: bytes the host has to encipher. */
  challenge(): Uint8Array {
    const challenge = this.#random.bytes(this.blockSize);
    this.#pending = { kind: "challenge", expected: this.#encipher(challenge) };
    return challenge;
  }

  /** Mutual authentication, first step: enciphered bytes the host has to decipher. */
  witness(): Uint8Array {
    const enciphered = this.#random.bytes(this.blockSize);
    const expected = decipher(this.#record.algorithm, this.#key, enciphered);
    this.#pending = { kind: "witness", expected };
    return enciphered;
  }

  /** Whether the host answered the challenge or witness given last; each can be answered once. */
  prove(kind: Pending["kind"], answer: Uint8Array): boolean {
    const pending = this.#pending;
    this.dropStatus();
    this.#proven =
      pending?.kind === kind && answer.length === pending.expected.length && timingSafeEqual(answer, pending.expected);
    return this.#proven;
  }

  /** What the card answers to the host's own challenge. */
  respond(challenge: Uint8Array): Uint8Array {
    return this.#encipher(challenge);
  }

  dropStatus(): void {
    this.#pending = undefined;
    this.#proven = false;
  }

  get #key(): Uint8Array {
    return Buffer.from(this.#record.key, "base64");
  }

  #encipher(block: Uint8Array): Uint8Array {
    return encipher(this.#record.algorithm, this.#key, block);
  }
}
