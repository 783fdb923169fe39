import type { SignInSummary, SignInTimeline, TimelineStep } from "../../../control-api/index.ts";

/** What is known of a sign-in beside its steps. */
type Facts = Pick<SignInSummary, "outcome" | "card" | "network" | "clientId" | "userId">;

/** Something that was seen. */
export interface Noted {
  /** The ids by which it belongs to a sign-in: from then on all of them do. */
  readonly joins: readonly string[];
  readonly step?: Omit<TimelineStep, "number"> | undefined;
  readonly facts?: Partial<Facts> | undefined;
  /** Whether it can be the first thing that is seen of a sign-in. */
  readonly opens?: boolean;
  /** Whether it counts only for a sign-in of whose card nothing was seen. */
  readonly onlyIfCardUnseen?: boolean;
}

const mostJoins = 32;
/** Of a step beside its texts, roughly. */
const stepCharacters = 150;

/** One sign-in: what is known of it, and its steps by time. */
export class SignInRecord {
  readonly id: number;
  readonly #mostSteps: number;
  readonly #joins = new Set<string>();
  readonly #startedAt: string;
  #changedAt: string;
  #facts: Facts = { outcome: "in progress", card: "none yet" };
  #refused: SignInSummary["refused"];
  #steps: TimelineStep[] = [];
  #number = 0;
  #last = "";
  #leftOut = 0;
  #characters = 0;

  constructor(id: number, startedAt: string, mostSteps: number) {
    this.id = id;
    this.#mostSteps = mostSteps;
    this.#startedAt = startedAt;
    this.#changedAt = startedAt;
  }

  /** Of all its steps. */
  get characters(): number {
    return this.#characters;
  }

  /** Returns false if it has as many ids as it may. */
  join(id: string): boolean {
    if (this.#joins.size >= mostJoins) return false;
    this.#joins.add(id);
    return true;
  }

  add({ step, facts, onlyIfCardUnseen = false }: Noted): void {
    if (onlyIfCardUnseen && this.#facts.card !== "none yet") return;
    if (facts) this.#learn(facts);
    if (step === undefined || this.#isKnown(step)) return;
    if (step.at > this.#changedAt) this.#changedAt = step.at;
    if (step.refused) {
      this.#refused = step.refused;
      if (endsSignIn(step, this.#facts.outcome)) this.#facts = { ...this.#facts, outcome: "refused" };
    }
    this.#insert({ number: ++this.#number, ...step });
    this.#last = this.#steps.at(-1)?.line ?? "";
  }

  get summary(): SignInSummary {
    return {
      id: this.id,
      startedAt: this.#startedAt,
      changedAt: this.#changedAt,
      ...this.#facts,
      steps: this.#steps.length + this.#leftOut,
      last: this.#last,
      ...(this.#refused === undefined ? {} : { refused: this.#refused }),
    };
  }

  get timeline(): SignInTimeline {
    return { ...this.summary, timeline: [...this.#steps], leftOut: this.#leftOut };
  }

  /** Keeps the summary alone. Returns the ids that were its own. */
  forgetSteps(): readonly string[] {
    const joins = [...this.#joins];
    this.#joins.clear();
    this.#leftOut += this.#steps.length;
    this.#steps = [];
    this.#characters = 0;
    return joins;
  }

  #learn({ card, ...facts }: Partial<Facts>): void {
    const given = Object.entries(facts).filter(([, value]) => value !== undefined);
    this.#facts = { ...this.#facts, ...Object.fromEntries(given) };
    // What was seen is not unseen.
    if (card !== undefined && this.#facts.card === "none yet") this.#facts = { ...this.#facts, card };
    if (facts.outcome === "sent back" || facts.outcome === "signed in") this.#refused = undefined;
  }

  /** A check has told of its refusal already, in more detail. */
  #isKnown({ place, refused }: Omit<TimelineStep, "number">): boolean {
    if (refused === undefined || refused.check !== undefined) return false;
    const before = this.#steps.findLast((step) => step.place === place)?.refused;
    return before?.check !== undefined && before.code === refused.code;
  }

  /** By time; of a sign-in with too many steps, those in the middle are left out. */
  #insert(step: TimelineStep): void {
    // When a request began is known to the millisecond only: what CIS2 did in it comes after it.
    const justBefore = new Date(Date.parse(step.at) - 1).toISOString();
    const isEarlier = ({ at, place }: TimelineStep) =>
      step.milliseconds === undefined || place !== "CIS2" ? at <= step.at : at < justBefore;
    const index = this.#steps.findLastIndex(isEarlier);
    this.#steps.splice(index + 1, 0, step);
    this.#characters += sizeOf(step);
    if (this.#steps.length <= this.#mostSteps) return;
    const [dropped] = this.#steps.splice(this.#mostSteps >> 1, 1);
    this.#leftOut += 1;
    if (dropped) this.#characters -= sizeOf(dropped);
  }
}

/** The card can be asked again, and what the API platform refuses somebody who has signed in is no refusal of the sign-in. */
function endsSignIn({ place }: Pick<TimelineStep, "place">, outcome: SignInSummary["outcome"]): boolean {
  return place !== "card" && (place !== "API platform" || outcome !== "signed in");
}

function sizeOf({ line, detail = "" }: TimelineStep): number {
  return line.length + detail.length + stepCharacters;
}
