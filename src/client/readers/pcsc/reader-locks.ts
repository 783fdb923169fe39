/**
 * One transaction a reader at a time within this process. Waiting here costs nothing, while waiting in
 * SCardBeginTransaction holds one of the few threads on which the transaction waited for has to go on.
 */
export class ReaderLocks {
  readonly #last = new Map<string, Promise<unknown>>();

  async run<T>(reader: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(reader) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(reader, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(reader) === mine) this.#last.delete(reader);
    }
  }
}
