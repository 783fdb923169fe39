import { returnCode } from "./protocol/constants.ts";
import { writeU32 } from "./protocol/native-integers.ts";

/**
 * A client's wait for a change of the readers. Each wait is answered once: by a change, by a cancellation, or when the
 * client stops it. Clients ask something else first, and take the next bytes for the answer to that:
 * - clients of 4:6 ask for the table, always: an event is held until they have;
 * - clients of 4:5 on may ask for the number of reader events. That answer and an event have the same two integers, so that
 *   it does not matter which of them the client reads first.
 */
export class StatusWatch {
  readonly #send: (answer: Buffer) => void;
  readonly #readerEvents: () => number;
  #waiting = false;
  #minor = 0;
  /** What the client is to be told, once it has the table. */
  #held: number | undefined;
  #awaitsTable = false;
  /** The code of the answer that ended the last wait. */
  #ended: number = returnCode.SUCCESS;

  /** `readerEvents` counts the readers that were added and removed. */
  constructor(send: (answer: Buffer) => void, readerEvents: () => number) {
    this.#send = send;
    this.#readerEvents = readerEvents;
  }

  /** Begins a wait of a client that speaks this minor version. */
  begin(minor: number): void {
    this.#minor = minor;
    this.#waiting = true;
    this.#held = undefined;
    this.#ended = returnCode.SUCCESS;
    this.#awaitsTable = minor >= 6;
  }

  /** Something changed. Does nothing unless the client waits. */
  changed(): void {
    if (this.#waiting && this.#held === undefined) this.#tell(returnCode.SUCCESS);
  }

  /** Another client ends the wait. */
  cancel(): void {
    if (this.#waiting) this.#tell(returnCode.CANCELLED);
  }

  /** The client has the table: what was held because of it can go out. */
  hasTable(): void {
    this.#awaitsTable = false;
    if (this.#held !== undefined) this.#end(this.#held);
  }

  /** The client ends its wait, and gets the answer it is still owed. */
  stop(): void {
    if (this.#waiting) this.#end(this.#held ?? returnCode.SUCCESS);
    this.#ended = returnCode.SUCCESS;
  }

  /** The client is gone. */
  close(): void {
    this.#waiting = false;
    this.#held = undefined;
  }

  /** The answer to GET_READER_EVENTS. After the end of a wait, the client may take it for the end. */
  readerEvents(): Buffer {
    return answer(this.#readerEvents(), this.#ended);
  }

  #tell(code: number): void {
    if (this.#awaitsTable) this.#held = code;
    else this.#end(code);
  }

  #end(code: number): void {
    this.close();
    this.#ended = code;
    this.#send(answer(this.#minor >= 5 ? this.#readerEvents() : 0, code));
  }
}

function answer(first: number, code: number): Buffer {
  const bytes = Buffer.alloc(8);
  writeU32(bytes, 0, first);
  writeU32(bytes, 4, code);
  return bytes;
}
