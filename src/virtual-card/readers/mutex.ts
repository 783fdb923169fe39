/** Lets one piece of work run at a time, in the order they came. */
export class Mutex {
  #last: Promise<unknown> = Promise.resolve();
  #pending = 0;

  /** Whether nothing runs or waits. */
  get isFree(): boolean {
    return this.#pending === 0;
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    this.#pending += 1;
    const turn = this.#last.then(work, work).finally(() => {
      this.#pending -= 1;
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
