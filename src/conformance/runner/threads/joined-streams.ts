import type { Envelope } from "@cucumber/messages";

/**
 * What a thread says of its run. The head of its stream, up to `testRunStarted`, is the same as each other thread's but for the
 * identifiers in it, so that only those are told, in their order.
 */
export type ThreadMessage = { readonly identifiers: readonly string[] } | { readonly envelope: Envelope };

/** Turns Cucumber's messages of a thread into what it says to the thread that joins the streams. */
export function threadMessages(post: (message: ThreadMessage) => void): (envelope: Envelope) => void {
  const identifiers: string[] = [];
  let hasStarted = false;
  return (envelope) => {
    if (hasStarted) {
      post({ envelope });
      return;
    }
    identifiers.push(...identifiersIn(envelope));
    hasStarted = envelope.testRunStarted !== undefined;
    if (hasStarted) post({ identifiers });
  };
}

interface Stream {
  identifiers?: readonly string[];
  /** Whether it has named all its scenarios. */
  isUnderway: boolean;
  finished?: Envelope["testRunFinished"];
  readonly waiting: Envelope[];
}

/**
 * Joins the streams of threads that each run a part of the same scenarios into the stream of one run: one head, the test cases
 * of all threads, what became of them, and one end.
 */
export class JoinedStreams {
  readonly #streams: readonly Stream[];
  readonly #onEnvelope: (envelope: Envelope) => void;
  /** A thread's identifiers, and what the head of the first stream calls the same. */
  readonly #names: readonly Map<string, string>[];
  #isUnderway = false;

  constructor(threads: number, onEnvelope: (envelope: Envelope) => void) {
    this.#streams = Array.from({ length: threads }, () => ({ isUnderway: false, waiting: [] }));
    this.#names = this.#streams.map(() => new Map<string, string>());
    this.#onEnvelope = onEnvelope;
  }

  /** The stream of a thread whose head is handed on as it is. */
  stream(thread: number): (envelope: Envelope) => void {
    const messages = threadMessages((message) => {
      this.take(thread, message);
    });
    let isHead = true;
    return (envelope) => {
      if (isHead) this.#onEnvelope(envelope);
      isHead &&= envelope.testRunStarted === undefined;
      messages(envelope);
    };
  }

  /** Takes what a thread says. Throws if it has read other features than the first. */
  take(thread: number, message: ThreadMessage): void {
    const stream = this.#streams[thread];
    if (!stream) return;
    if ("identifiers" in message) {
      stream.identifiers = message.identifiers;
      return;
    }
    const { envelope } = message;
    stream.isUnderway ||= Boolean(envelope.testCaseStarted ?? envelope.testRunFinished);
    if (envelope.testRunFinished) stream.finished = envelope.testRunFinished;
    else stream.waiting.push(envelope);
    this.#handOn();
  }

  #handOn(): void {
    const streams = this.#streams;
    if (!this.#isUnderway) {
      if (!streams.every(({ isUnderway }) => isUnderway)) return;
      this.#isUnderway = true;
      this.#matchNames();
      this.#drain(({ testCase }) => testCase !== undefined);
    }
    this.#drain(() => true);
    const ends = streams.flatMap(({ finished }) => finished ?? []);
    const [first] = ends;
    if (!first || ends.length < streams.length) return;
    const success = ends.every((end) => end.success);
    const failed = ends.find(({ exception }) => exception);
    const timestamp = ends.at(-1)?.timestamp ?? first.timestamp;
    this.#onEnvelope({ testRunFinished: { ...first, ...failed, timestamp, success } });
  }

  #drain(isWanted: (envelope: Envelope) => boolean): void {
    for (const [thread, stream] of this.#streams.entries()) {
      const kept: Envelope[] = [];
      for (const envelope of stream.waiting.splice(0)) {
        if (isWanted(envelope)) this.#onEnvelope(this.#asOfOneRun(thread, envelope));
        else kept.push(envelope);
      }
      stream.waiting.push(...kept);
    }
  }

  #matchNames(): void {
    const [first, ...others] = this.#streams.map(({ identifiers = [] }) => identifiers);
    for (const [index, identifiers] of others.entries()) {
      if (identifiers.length !== first?.length) throw new Error("The features changed while they were read");
      identifiers.forEach((identifier, place) => this.#names[index + 1]?.set(identifier, first[place] ?? identifier));
    }
  }

  #asOfOneRun(thread: number, envelope: Envelope): Envelope {
    const { testCaseStarted } = envelope;
    const told = testCaseStarted ? { testCaseStarted: { ...testCaseStarted, workerId: String(thread) } } : envelope;
    const names = this.#names[thread];
    return names?.size ? (withNames(told, names) as Envelope) : told;
  }
}

function identifiersIn(value: object): string[] {
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    if (typeof item === "string") return key === "id" ? [item] : [];
    return typeof item === "object" && item !== null ? identifiersIn(item) : [];
  });
}

function withNames(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((item) => withNames(item, names));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNames(item, names)]));
}
