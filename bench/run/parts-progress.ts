import { Progress, type ProgressOptions } from "../../src/foundation/progress.ts";

/** A part of a run, and how long it took the last time. */
export interface Part {
  readonly name: string;
  readonly seconds: number;
}

/** Shows on a terminal which part of a run it is at, and how long all of it will still take by the time of the last run. */
export class PartsProgress implements Disposable {
  readonly #parts: readonly Part[];
  readonly #now: () => number;
  readonly #progress: Progress;
  readonly #timer: NodeJS.Timeout;
  #at = 0;
  #began: number;

  constructor(
    what: string,
    parts: readonly Part[],
    { now = () => performance.now(), ...options }: ProgressOptions = {},
  ) {
    this.#parts = parts;
    this.#now = now;
    this.#began = now();
    this.#progress = new Progress(what, { now, ...options });
    this.#timer = setInterval(() => {
      this.show();
    }, 1000).unref();
  }

  /** That the part begins; those before it are done. */
  begin(name: string): void {
    this.#at = this.#parts.findIndex((part) => part.name === name);
    this.#began = this.#now();
    this.show();
  }

  show(): void {
    const before = secondsOf(this.#parts.slice(0, this.#at));
    const { name = "", seconds = 0 } = this.#parts[this.#at] ?? {};
    const within = Math.min((this.#now() - this.#began) / 1000, seconds);
    this.#progress.at(Math.round(before + within), Math.round(secondsOf(this.#parts)), ` s (${name})`);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#progress[Symbol.dispose]();
  }
}

function secondsOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { seconds }) => sum + seconds, 0);
}
