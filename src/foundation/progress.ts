/** The stream that progress is shown on: a terminal, or nothing is shown. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

export interface ProgressOptions {
  /** Default: standard error. */
  readonly stream?: ProgressStream;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

const eraseLine = "\r\u001b[K";
const betweenMs = 200;
let clearShown: (() => void) | undefined;

/** Takes the line of progress off the terminal, for whatever is printed there next. */
export function clearProgress(): void {
  clearShown?.();
}

/**
 * One line on a terminal that says how far a long work is, of how much, and how long it will still take. It is written over
 * itself, and gone when the work has ended. Nothing is written if the stream is no terminal.
 */
export class Progress implements Disposable {
  readonly #what: string;
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  readonly #began: number;
  #written = -Infinity;
  #isShown = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(what: string, { stream = process.stderr, now = () => performance.now() }: ProgressOptions = {}) {
    this.#what = what;
    this.#stream = stream;
    this.#now = now;
    this.#began = now();
  }

  /** Of a work that takes as many seconds as it is given. */
  static ofSeconds(what: string, seconds: number, options: ProgressOptions = {}): Progress {
    const progress = new Progress(what, options);
    const show = () => {
      const passed = Math.min(Math.round((progress.#now() - progress.#began) / 1000), seconds);
      progress.#show(`${passed} of ${seconds} s`, seconds - passed);
    };
    show();
    progress.#timer = setInterval(show, 1000).unref();
    return progress;
  }

  /** That `done` of `total` are done; `note` is said beside it. */
  at(done: number, total: number, note = ""): void {
    const secondsPassed = (this.#now() - this.#began) / 1000;
    const left = done === 0 ? undefined : (secondsPassed / done) * (total - done);
    this.#show(`${done} of ${total}${note}`, left);
  }

  clear(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#written = -Infinity;
    this.#stream.write(eraseLine);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.clear();
  }

  #show(text: string, secondsLeft: number | undefined): void {
    if (this.#stream.isTTY !== true || this.#now() - this.#written < betweenMs) return;
    this.#written = this.#now();
    this.#isShown = true;
    clearShown = () => {
      this.clear();
    };
    this.#stream.write(
      `${eraseLine}${this.#what}: ${text}${secondsLeft === undefined ? "" : `, ${duration(secondsLeft)} left`}`,
    );
  }
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  return minutes === 0 ? `${rest} s` : `${minutes} min ${rest} s`;
}
