import { returnCode } from "./protocol/constants.ts";
import { writeU32 } from "./protocol/native-integers.ts";

/**
 * How long, in milliseconds, an event is held for a question that clients of 4:5 on may still ask. Most ask at once, but on
 * a loaded machine that can take a while; one that did not ask in its wait before will hardly ask now.
 */
const questionMs = { mayAsk: 250, doesNotAsk: 5 } as const;

/**
 * A client's wait for a change of the readers. Each wait is answered once: by a change, by a cancellation, or when the
 * client stops it. Clients that ask something else first would take the answer for that of their question, so an event is
 * held until they have asked.
 */
export class StatusWatch {
  readonly #send: (answer: Buffer) => void;
  #waiting = false;
  /** What the client is to be told, once it can be. */
  #held: number | undefined;
  #awaits = new Set<"table" | "events">();
  #timer: NodeJS.Timeout | undefined;
  #lastChance: NodeJS.Immediate | undefined;
  #hasAsked = false;
  #habit: keyof typeof questionMs = "mayAsk";

  constructor(send: (answer: Buffer) => void) {
    this.#send = send;
  }

  /** Begins a wait of a client that speaks this minor version. */
  begin(minor: number): void {
    this.#waiting = true;
    this.#held = undefined;
    this.#awaits = new Set();
    if (minor >= 6) this.#awaits.add("table");
    if (minor >= 5) this.#awaits.add("events");
    this.#limitWait();
  }

  /** Something changed. Does nothing unless the client waits. */
  changed(): void {
    if (this.#waiting && this.#held === undefined) this.#tell(returnCode.SUCCESS);
  }

  /** Another client ends the wait. */
  cancel(): void {
    if (this.#waiting) this.#tell(returnCode.CANCELLED);
  }

  /** The client's question was answered: what was held because of it can go out. */
  asked(question: "table" | "events"): void {
    this.#awaits.delete(question);
    if (question === "table") this.#limitWait();
    else {
      this.#stopLimit();
      this.#hasAsked = true;
      this.#habit = "mayAsk";
    }
    this.#sendHeld();
  }

  #sendHeld(): void {
    if (this.#held !== undefined && this.#awaits.size === 0) this.#end(this.#held);
  }

  /** The client ends its wait, and gets the answer it is still owed. */
  stop(): void {
    if (this.#waiting) this.#end(this.#held ?? returnCode.SUCCESS);
  }

  /** The client is gone. */
  close(): void {
    this.#waiting = false;
    this.#held = undefined;
    this.#stopLimit();
  }

  #stopLimit(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#lastChance);
  }

  /** Not every client asks for the number of events; the time for it begins when it has the table. */
  #limitWait(): void {
    this.#stopLimit();
    if (!this.#awaits.has("events") || this.#awaits.has("table")) return;
    this.#timer = setTimeout(() => {
      // After a standstill of this process the timer is due before the question is read that came meanwhile.
      this.#lastChance = setImmediate(() => {
        this.#awaits.delete("events");
        if (!this.#hasAsked) this.#habit = "doesNotAsk";
        this.#sendHeld();
      });
    }, questionMs[this.#habit]);
  }

  #tell(code: number): void {
    this.#held = code;
    if (this.#awaits.size === 0) this.#end(code);
  }

  #end(code: number): void {
    this.close();
    const answer = Buffer.alloc(8);
    writeU32(answer, 4, code);
    this.#send(answer);
  }
}
