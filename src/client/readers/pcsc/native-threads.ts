/** libuv's own default (docs.libuv.org, "Thread pool work scheduling"). */
const defaultThreads = 4;

/**
 * Every native call runs on one of libuv's few threads. A call that waits for another program's transaction may hold its
 * thread for as long as that program likes, so such calls share a part of the threads: the others stay free for the calls
 * that end a transaction of ours, which never wait.
 */
export class NativeThreads {
  readonly #waiting: (() => void)[] = [];
  #free: number;
  #watching = false;
  #calls = 0;

  constructor(threads = threadsOf(process.env["UV_THREADPOOL_SIZE"])) {
    // One for the watch, one for calls that do not wait.
    this.#free = Math.max(1, threads - 2);
  }

  /** Whether a native call has not returned. The process does not end before, unless by `exitAtOnce`. */
  get areBusy(): boolean {
    return this.#calls > 0;
  }

  /** Runs a native call, which is counted until it returns. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    this.#calls += 1;
    try {
      return await call();
    } finally {
      this.#calls -= 1;
    }
  }

  /** Runs a call that may wait for other programs, once a thread for such calls is free. */
  async mayWait<T>(call: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await call();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    }
  }

  /** Runs the one watch that may wait on a thread. Returns undefined, without a call, if there is one already. */
  watch<T>(call: () => Promise<T>): Promise<T> | undefined {
    if (this.#watching) return undefined;
    this.#watching = true;
    return call().finally(() => {
      this.#watching = false;
    });
  }
}

/** The threads of this process. */
export const nativeThreads = new NativeThreads();

/** As libuv reads the variable: 1 to 1024, and the default for what is no number. */
function threadsOf(setting: string | undefined): number {
  if (setting === undefined) return defaultThreads;
  return Math.min(1024, Math.max(1, Number.parseInt(setting, 10) || 1));
}
