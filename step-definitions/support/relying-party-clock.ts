import type { ClockOfRun } from "../../src/conformance/index.ts";

/** Moves the clock of the relying party under test, and puts it back. */
export class RelyingPartyClock {
  readonly #url: string | undefined;
  readonly #run: ClockOfRun;
  #advanced = 0;

  /** @param url - takes POST {advanceSeconds}; undefined if the relying party has no such thing
   *  @param run - where it is, and how far it was ever moved in the whole run */
  constructor(url: string | undefined, run: ClockOfRun) {
    this.#url = url;
    this.#run = run;
  }

  get canBeMoved(): boolean {
    return this.#url !== undefined;
  }

  /** Rejects if the relying party does not take it: then nothing can be judged. */
  async advance(seconds: number): Promise<void> {
    if (this.#url === undefined) throw new TypeError("the relying party's clock cannot be moved");
    const answer = await fetch(this.#url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ advanceSeconds: seconds }),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`advanceClockUrl answered ${answer.status} to {"advanceSeconds": ${seconds}}`);
    this.#advanced += seconds;
    this.#run.advanced = this.#advanced;
    this.#run.furthest = Math.max(this.#run.furthest, this.#advanced);
  }

  /** Moves it on by so much from the latest time it ever showed: what was kept in a scenario before is as old, too. */
  async advanceBeyond(seconds: number): Promise<void> {
    await this.advance(this.#run.furthest - this.#advanced + seconds);
  }

  /** Moves it on until it is so far from the true time; never back. */
  async advanceTo(seconds: number): Promise<void> {
    if (seconds > this.#advanced) await this.advance(seconds - this.#advanced);
  }

  async putBack(): Promise<void> {
    if (this.#advanced !== 0) await this.advance(-this.#advanced);
  }
}
