/** What a process has used since it began. */
export interface Usage {
  /** Milliseconds of processor time, of all its threads. */
  readonly processor: number;
  /** Of these, what the garbage collections took that a benchmark asked for. */
  readonly forced: number;
}

/** Milliseconds of processor time between two looks, without the garbage collections that a benchmark asked for. */
export function processorBetween(before: Usage, after: Usage): number {
  return after.processor - before.processor - (after.forced - before.forced);
}

/** Counts what this process uses. */
export class UsageMeter {
  #forced = 0;

  usage(): Usage {
    return { processor: milliseconds(process.cpuUsage()), forced: this.#forced };
  }

  /** Bytes of the heap that are in use, after a garbage collection. Throws a RangeError without `--expose-gc`. */
  liveHeap(): number {
    if (globalThis.gc === undefined) throw new RangeError("needs --expose-gc");
    const before = process.cpuUsage();
    globalThis.gc();
    this.#forced += milliseconds(process.cpuUsage(before));
    return process.memoryUsage().heapUsed;
  }
}

function milliseconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}
