import { Instruction, StatusWord } from "../../../iso7816/index.ts";
import type { CardChannel } from "../card-channel.ts";
import { malformedAnswer, readingAnswer, unexpectedAnswer } from "../card-errors.ts";
import { decodeFileControlInformation } from "./file-control-information.ts";

const byPathFromMasterFile = 0x08;
const longestRead = 256;
/** More than any file of a smartcard holds. */
const largestFile = 0x8000;

/** Reads transparent files by their path from the MF on (ISO/IEC 7816-4, 11.2.2 and 11.3.3). */
export class CardFiles {
  readonly #channel: CardChannel;

  constructor(channel: CardChannel) {
    this.#channel = channel;
  }

  /** The whole file. Rejects with CARD_ANSWER_UNEXPECTED if there is none. */
  async read(path: Uint8Array): Promise<Uint8Array> {
    return this.#read(await this.#select(path));
  }

  /** The one DER value that a file begins with; what follows it is room for a longer one. */
  async readDer(path: Uint8Array): Promise<Uint8Array> {
    const size = await this.#select(path);
    const head = await this.#read(Math.min(size, longestRead));
    const length = readingAnswer("READ BINARY", () => derLength(head));
    if (length > size) throw malformedAnswer("READ BINARY", `a value of ${length} bytes in a file of ${size}`);
    return length <= head.length ? head.slice(0, length) : this.#read(length, head);
  }

  /** Selects a file, and gives its size. */
  async #select(path: Uint8Array): Promise<number> {
    const command = { cla: 0x00, ins: Instruction.SELECT, p1: byPathFromMasterFile, p2: 0x00, data: path, le: 256 };
    const information = await this.#channel.expect({ name: "SELECT", ...command });
    return readingAnswer("SELECT", () => sizeOf(information));
  }

  async #read(size: number, start: Uint8Array = new Uint8Array()): Promise<Uint8Array> {
    const parts = [start];
    for (let offset = start.length; offset < size;) {
      const le = Math.min(size - offset, longestRead);
      const command = { cla: 0x00, ins: Instruction.READ_BINARY, p1: offset >> 8, p2: offset & 0xff, le };
      const { sw, data } = await this.#channel.send({ name: "READ BINARY", ...command });
      if (sw !== StatusWord.SUCCESS && sw !== StatusWord.END_OF_FILE) throw unexpectedAnswer("READ BINARY", sw);
      if (data.length === 0 || data.length > le) {
        throw malformedAnswer("READ BINARY", `${data.length} bytes where ${le} were asked for`);
      }
      parts.push(data);
      offset += data.length;
    }
    return Uint8Array.from(Buffer.concat(parts));
  }
}

/** The number of data bytes in a file, by its control information. */
function sizeOf(information: Uint8Array): number {
  const { size } = decodeFileControlInformation(information);
  if (size === undefined) throw new RangeError("it does not say how large the file is");
  if (size > largestFile) throw new RangeError(`a file of ${size} bytes`);
  return size;
}

/** How long a DER SEQUENCE is, by its first bytes: lengths of up to two bytes, for no file is larger. */
function derLength([tag, first = 0, second = 0, third = 0]: Uint8Array): number {
  if (tag === 0x30 && first < 0x80) return 2 + first;
  if (tag === 0x30 && first === 0x81) return 3 + second;
  if (tag === 0x30 && first === 0x82) return 4 + (second << 8) + third;
  throw new RangeError("the file does not begin with a DER sequence");
}
