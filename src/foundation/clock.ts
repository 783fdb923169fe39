/** Where every part of the testkit reads the time, so that three years can pass in a test. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands where it was put until it is moved. */
export class ManualClock implements Clock {
  #instant: number;

  constructor(start: Date) {
    this.#instant = start.getTime();
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
}
