/** A small fast generator of numbers (xorshift32), so that a million commands can be made again from one seed. */
export class SeededGenerator {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  /** An integer in 0 .. bound - 1. */
  below(bound: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % bound;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError("nothing to pick from");
    return item;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256));
  }
}
