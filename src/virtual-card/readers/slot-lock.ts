interface Waiter<Owner> {
  /** Who gets the lock; undefined if it only has to be free. */
  readonly owner: Owner | undefined;
  readonly grant: () => void;
}

/**
 * Who has a reader's card alone. An owner may take the lock several times, and has to release it as often. Who waits gets
 * it in the order of asking.
 */
export class SlotLock<Owner> {
  #owner: Owner | undefined;
  #depth = 0;
  #waiting: Waiter<Owner>[] = [];

  get owner(): Owner | undefined {
    return this.#owner;
  }

  isHeldByOther(than: Owner): boolean {
    return this.#owner !== undefined && this.#owner !== than;
  }

  /** Takes the lock if no other owner holds it. */
  tryTake(owner: Owner): boolean {
    if (this.isHeldByOther(owner)) return false;
    this.#owner = owner;
    this.#depth += 1;
    return true;
  }

  /** Waits for the lock. Resolves to false, and stops waiting, once the signal aborts. */
  take(owner: Owner, signal?: AbortSignal): Promise<boolean> {
    return this.tryTake(owner) ? Promise.resolve(true) : this.#wait(owner, signal);
  }

  /** Waits until no owner holds the lock. Resolves to false, and stops waiting, once the signal aborts. */
  whenFree(signal?: AbortSignal): Promise<boolean> {
    return this.#owner === undefined ? Promise.resolve(true) : this.#wait(undefined, signal);
  }

  #wait(owner: Owner | undefined, signal?: AbortSignal): Promise<boolean> {
    if (signal?.aborted) return Promise.resolve(false);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const giveUp = () => {
      this.#waiting = this.#waiting.filter((other) => other !== waiter);
      resolve(false);
    };
    const grant = () => {
      signal?.removeEventListener("abort", giveUp);
      resolve(true);
    };
    const waiter = { owner, grant };
    signal?.addEventListener("abort", giveUp, { once: true });
    this.#waiting.push(waiter);
    return promise;
  }

  /** Gives one `take` back. Returns false if the owner does not hold the lock. */
  release(owner: Owner): boolean {
    if (this.#owner !== owner) return false;
    this.#depth -= 1;
    if (this.#depth === 0) this.#free();
    return true;
  }

  /** Gives back all that the owner took. Returns false if the owner does not hold the lock. */
  releaseAll(owner: Owner): boolean {
    if (this.#owner !== owner) return false;
    this.#free();
    return true;
  }

  /** Takes the lock from its owner. */
  clear(): void {
    if (this.#owner !== undefined) this.#free();
  }

  #free(): void {
    this.#owner = undefined;
    this.#depth = 0;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      next.grant();
      if (next.owner === undefined) continue;
      this.tryTake(next.owner);
      return;
    }
  }
}
