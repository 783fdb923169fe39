import type { SignInPage, SignInSummary, SignInTimeline, TimelineControl } from "../../../control-api/index.ts";
import { dropOldest } from "../../../foundation/drop-oldest.ts";
import { lineOfText, terminalText } from "../../../foundation/printable.ts";
import { type Noted, SignInRecord } from "./sign-in-record.ts";

/** What is kept at most; lengths are in characters. */
export interface TimelineLimits {
  /** Sign-ins in the list. */
  readonly signIns: number;
  /** The newest of them keep their steps as well. */
  readonly withSteps: number;
  /** Of one sign-in. */
  readonly steps: number;
  /** Of all steps of all sign-ins. */
  readonly characters: number;
  readonly detail: number;
  /** Challenges that no sign-in is known for yet. */
  readonly waiting: number;
}

const timelineLimits: TimelineLimits = {
  signIns: 10_000,
  withSteps: 1000,
  steps: 200,
  characters: 16 * 1024 * 1024,
  detail: 4000,
  waiting: 16,
};
const longestLine = 300;
const longestJoin = 200;

/** The newest sign-ins, joined by the ids of what happens. Its size does not grow with how many there were. */
export class Timeline implements TimelineControl {
  readonly #limits: TimelineLimits;
  /** By id, the oldest first. */
  readonly #records = new Map<number, SignInRecord>();
  readonly #byJoin = new Map<string, SignInRecord>();
  /** What a card did for a challenge before it was known whose that is. */
  readonly #waiting = new Map<string, Noted[]>();
  readonly #listeners = new Set<(id: number | undefined) => void>();
  #last = 0;
  #oldestWithSteps = 1;
  #characters = 0;

  constructor(limits: Partial<TimelineLimits> = {}) {
    this.#limits = { ...timelineLimits, ...limits };
  }

  /** Adds what happened to the sign-in that one of its ids names. What belongs to none is left out. */
  note(noted: Noted): void {
    const joins = noted.joins.filter((id) => id.length <= longestJoin);
    const known = joins.map((id) => this.#byJoin.get(id)).find((one) => one !== undefined);
    const record = known ?? (noted.opens ? this.#open(noted.step?.at) : undefined);
    if (record === undefined) this.#wait(joins[0], noted);
    else {
      for (const id of joins) this.#join(id, record);
      this.#add(record, noted);
      this.#makeRoom();
      this.#changed(record.id);
    }
  }

  page({ before = Infinity, limit }: { readonly before?: number | undefined; readonly limit: number }): SignInPage {
    const oldest = this.#last - this.#records.size + 1;
    const newest = Math.min(before - 1, this.#last);
    const signIns: SignInSummary[] = [];
    let id = newest;
    for (; id >= oldest && signIns.length < limit; id--) {
      const record = this.#records.get(id);
      if (record) signIns.push(record.summary);
    }
    return { signIns, total: this.#records.size, ...(id >= oldest ? { next: id + 1 } : {}) };
  }

  summary(id: number): SignInSummary | undefined {
    return this.#records.get(id)?.summary;
  }

  find(id: number): SignInTimeline | undefined {
    return this.#records.get(id)?.timeline;
  }

  listen(listener: (id: number | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Forgets all of them. Ids go on counting: an old link leads to no other sign-in. */
  clear(): void {
    for (const one of [this.#records, this.#byJoin, this.#waiting]) one.clear();
    this.#characters = 0;
    this.#oldestWithSteps = this.#last + 1;
    this.#changed(undefined);
  }

  #open(at = new Date().toISOString()): SignInRecord {
    const record = new SignInRecord(++this.#last, at, this.#limits.steps);
    this.#records.set(record.id, record);
    return record;
  }

  #join(id: string, record: SignInRecord): void {
    if (this.#byJoin.has(id) || !record.join(id)) return;
    this.#byJoin.set(id, record);
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    for (const noted of waiting ?? []) this.#add(record, noted);
  }

  #wait(id: string | undefined, noted: Noted): void {
    if (!id?.startsWith("challenge:")) return;
    const waiting = this.#waiting.get(id) ?? [];
    if (waiting.length < this.#limits.steps) waiting.push({ ...noted, ...this.#clipped(noted) });
    this.#waiting.set(id, waiting);
    dropOldest(this.#waiting, this.#limits.waiting);
  }

  #add(record: SignInRecord, noted: Noted): void {
    const before = record.characters;
    record.add({ ...noted, ...this.#clipped(noted) });
    this.#characters += record.characters - before;
  }

  #clipped({ step }: Noted): Pick<Noted, "step"> {
    if (step === undefined) return {};
    const { detail, line } = step;
    const shown =
      detail === undefined
        ? {}
        : { detail: cut(terminalText(detail.slice(0, 2 * this.#limits.detail)), this.#limits.detail) };
    return { step: { ...step, line: cut(lineOfText(line.slice(0, 2 * longestLine)), longestLine), ...shown } };
  }

  #makeRoom(): void {
    const { signIns, withSteps, characters } = this.#limits;
    while (this.#last - this.#oldestWithSteps >= withSteps || this.#characters > characters) {
      if (this.#oldestWithSteps >= this.#last) break;
      const record = this.#records.get(this.#oldestWithSteps++);
      if (record === undefined) continue;
      this.#characters -= record.characters;
      for (const id of record.forgetSteps()) this.#byJoin.delete(id);
    }
    dropOldest(this.#records, signIns);
  }

  #changed(id: number | undefined): void {
    for (const listener of this.#listeners) listener(id);
  }
}

/** A copy, so that a part does not hold the whole in memory. */
function cut(text: string, length: number): string {
  const part = text.length <= length ? text : `${text.slice(0, length - 1)}…`;
  return Buffer.from(part).toString();
}
