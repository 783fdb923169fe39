import type { Socket } from "node:net";
import { answerRequest } from "./commands/answer-request.ts";
import { ForeignHandleError, PcscClient, type ServiceParts } from "./pcsc-client.ts";
import { MalformedRequestError, RequestReader, type Request } from "./protocol/request-reader.ts";
import { StatusWatch } from "./status-watch.ts";

/** A client waits for each answer before it asks again; one that has asked for so many at once is no client. */
const mostPending = 16;
/** The most, in bytes, a client may leave unread. */
const mostUnread = 1 << 20;

/** Why the service closed a client's connection. */
export type CloseReason = "malformed" | "foreign-handle" | "flood";

/** One connection of a client: requests are carried out in their order, one at a time. */
export class ClientSession {
  readonly #socket: Socket;
  readonly #client: PcscClient;
  readonly #reader = new RequestReader();
  readonly #pending: Request[] = [];
  readonly #closed: ((reason: CloseReason) => void) | undefined;
  #busy = false;

  constructor(socket: Socket, service: ServiceParts, closed?: (reason: CloseReason) => void) {
    this.#socket = socket;
    this.#closed = closed;
    const watch = new StatusWatch(
      (answer) => {
        this.#send(answer);
      },
      () => service.table.events,
    );
    this.#client = new PcscClient(service, watch);
    socket.on("data", (chunk: Buffer) => {
      this.#take(chunk);
    });
    socket.on("error", () => socket.destroy());
    socket.once("close", () => {
      this.#pending.length = 0;
      this.#client.close();
    });
  }

  /** The readers changed. */
  changed(): void {
    this.#client.watch.changed();
  }

  #take(chunk: Buffer): void {
    try {
      for (const request of this.#reader.push(chunk)) {
        if (this.#pending.push(request) > mostPending) {
          this.#refuse("flood");
          return;
        }
        if (!this.#busy) this.#work();
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Carries out what is pending. Most answers are there at once. */
  #work(): void {
    for (;;) {
      const request = this.#pending.shift();
      if (request === undefined || this.#socket.destroyed) return;
      const answer = answerRequest(this.#client, request);
      if (answer instanceof Promise) {
        this.#busy = true;
        void answer.then(
          (late) => {
            this.#busy = false;
            this.#answered(request, late);
            this.#continue();
          },
          (error: unknown) => {
            this.#fail(error);
          },
        );
        return;
      }
      this.#answered(request, answer);
    }
  }

  #continue(): void {
    try {
      this.#work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #answered({ name }: Request, answer: Buffer | undefined): void {
    if (answer !== undefined) this.#send(answer);
    if (name === "READERS_STATE_ARRAY") this.#client.watch.hasTable();
  }

  #send(answer: Buffer): void {
    if (this.#socket.destroyed) return;
    this.#socket.write(answer);
    if (this.#socket.writableLength > mostUnread) this.#refuse("flood");
  }

  #fail(error: unknown): void {
    if (error instanceof MalformedRequestError) this.#refuse("malformed");
    else if (error instanceof ForeignHandleError) this.#refuse("foreign-handle");
    else throw error;
  }

  #refuse(reason: CloseReason): void {
    this.#closed?.(reason);
    this.#socket.destroy();
  }
}
