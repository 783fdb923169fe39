/** The time by which user sessions and caches are judged. Tokens are judged by the machine's, as CIS2 stamps them. */
export class Clock {
  #ahead = 0;

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#ahead;
  }

  /** For tests. */
  advance(seconds: number): void {
    this.#ahead += seconds * 1000;
  }
}
