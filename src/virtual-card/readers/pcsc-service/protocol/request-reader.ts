import type { CommandName } from "./constants.ts";
import { mostSendBytes } from "./constants.ts";
import { layoutOf, type CommandLayout } from "./layout.ts";
import { readU32 } from "./native-integers.ts";

/** One request of a client. Its answer is, for most commands, the same body with the results filled in. */
export interface Request {
  readonly name: CommandName;
  readonly body: Buffer;
  /** The bytes for the card or the reader, after the body of TRANSMIT and CONTROL. */
  readonly data: Buffer;
}

/** What a client sent is no request: an unknown command, a wrong size, or more bytes than fit. */
export class MalformedRequestError extends Error {
  override readonly name = "MalformedRequestError";
}

const headerBytes = 8;
const nothing = Buffer.alloc(0);

/** Reads requests, a header of size and command and then the body, out of a stream that may cut them anywhere. */
export class RequestReader {
  #part = Buffer.alloc(headerBytes);
  #filled = 0;
  #layout: CommandLayout | undefined;
  #body: Buffer | undefined;

  /** The requests that are complete with this chunk. Throws MalformedRequestError; nothing can be read after that. */
  *push(chunk: Buffer): Generator<Request> {
    let rest = chunk;
    while (rest.length > 0) {
      const taken = rest.copy(this.#part, this.#filled);
      this.#filled += taken;
      rest = rest.subarray(taken);
      while (this.#filled === this.#part.length) {
        const request = this.#complete();
        if (request !== undefined) yield request;
      }
    }
  }

  /** The part is complete: a whole request, or what comes next has a length now. */
  #complete(): Request | undefined {
    const part = this.#part;
    if (this.#layout === undefined) {
      this.#layout = readHeader(part);
      this.#expect(this.#layout.bodyBytes);
      return undefined;
    }
    const { name, sendLengthAt } = this.#layout;
    if (this.#body === undefined && sendLengthAt !== undefined) {
      const length = readU32(part, sendLengthAt);
      if (length > mostSendBytes) throw new MalformedRequestError(`${name} of ${String(length)} bytes`);
      this.#body = part;
      this.#expect(length);
      return undefined;
    }
    const request =
      this.#body === undefined ? { name, body: part, data: nothing } : { name, body: this.#body, data: part };
    this.#layout = undefined;
    this.#body = undefined;
    this.#expect(headerBytes);
    return request;
  }

  #expect(bytes: number): void {
    this.#part = Buffer.alloc(bytes);
    this.#filled = 0;
  }
}

function readHeader(header: Buffer): CommandLayout {
  const [size, number] = [readU32(header, 0), readU32(header, 4)];
  const layout = layoutOf(number);
  if (layout === undefined) throw new MalformedRequestError(`command ${String(number)}`);
  if (layout.bodyBytes !== size) throw new MalformedRequestError(`${layout.name} with a body of ${String(size)} bytes`);
  return layout;
}
