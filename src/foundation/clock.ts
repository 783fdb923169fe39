/** Where every part of the testkit reads the time, so that three years can pass in a test. */
export interface Clock {
  now(): Date;
}

/** A clock that tests can move. */
export interface MovableClock extends Clock {
  set(instant: Date): void;
  advance(milliseconds: number): void;
  /** Goes as it did before it was first moved. */
  reset(): void;
}

export function isMovable(clock: Clock): clock is MovableClock {
  return ["set", "advance", "reset"].every((method) => method in clock);
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stops at an instant until it is moved. */
export class ManualClock implements MovableClock {
  readonly #start: number;
  #instant: number;

  constructor(start: Date) {
    this.#start = start.getTime();
    this.#instant = this.#start;
  }

  now(): Date {
    return new Date(this.#instant);
  }

  set(instant: Date): void {
    this.#instant = instant.getTime();
  }

  advance(milliseconds: number): void {
    this.#instant += milliseconds;
  }

  reset(): void {
    this.#instant = this.#start;
  }
}
