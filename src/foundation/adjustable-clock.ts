import { type Clock, type MovableClock, systemClock } from "./clock.ts";

/** A clock that runs on with another (default: the machine's) and can be put to any instant. */
export class AdjustableClock implements MovableClock {
  readonly #beneath: Clock;
  #offset = 0;

  constructor(beneath: Clock = systemClock) {
    this.#beneath = beneath;
  }

  now(): Date {
    return new Date(this.#beneath.now().getTime() + this.#offset);
  }

  set(instant: Date): void {
    this.#offset = instant.getTime() - this.#beneath.now().getTime();
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }

  reset(): void {
    this.#offset = 0;
  }
}
