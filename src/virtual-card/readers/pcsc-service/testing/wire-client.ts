import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { command, type CommandName } from "../protocol/constants.ts";
import { readU32, writeU32 } from "../protocol/native-integers.ts";
import type { PcscService } from "../pcsc-service.ts";

/** A record of the table, as a client reads it. */
export interface SeenReader {
  readonly name: string;
  readonly changes: number;
  readonly state: number;
  readonly sharing: number;
  readonly atr: string;
  readonly protocol: number;
}

const recordBytes = 184;

/** A client that speaks the bytes of libpcsclite: for tests, without the library. */
export class WireClient {
  readonly socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #wake: (() => void) | undefined;
  #context = 0;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake?.();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => this.#wake?.());
  }

  /** Connects, and sends nothing. */
  static async open({ environment }: Pick<PcscService, "environment">): Promise<WireClient> {
    const socket = connect(environment.PCSCLITE_CSOCK_NAME);
    await once(socket, "connect");
    return new WireClient(socket);
  }

  /** Connects, agrees on the version, and establishes a context. */
  static async establish(service: Pick<PcscService, "environment">, minor = 4): Promise<WireClient> {
    const client = await WireClient.open(service);
    await client.call("VERSION", [4, minor, 0]);
    const [, context = 0] = await client.call("ESTABLISH_CONTEXT", [2, 0, 0]);
    client.#context = context;
    return client;
  }

  get context(): number {
    return this.#context;
  }

  /** Sends a request whose body is those integers; resolves to the integers of the answer, which has the same size. */
  async call(name: CommandName, words: readonly number[], data: Buffer = Buffer.alloc(0), answerWords = words.length) {
    this.send(name, encode(words), data);
    return decode(await this.receive(answerWords * 4));
  }

  send(name: CommandName, body: Buffer = Buffer.alloc(0), data: Buffer = Buffer.alloc(0)): void {
    this.socket.write(Buffer.concat([encode([body.length, command[name]]), body, data]));
  }

  /** Resolves to the next bytes from the service. Rejects if it closes the connection first. */
  async receive(bytes: number): Promise<Buffer> {
    while (this.#received.length < bytes) {
      if (this.socket.destroyed) throw new Error("the service closed the connection");
      const { promise, resolve } = Promise.withResolvers<undefined>();
      this.#wake = () => {
        resolve(undefined);
      };
      await promise;
    }
    const answer = this.#received.subarray(0, bytes);
    this.#received = this.#received.subarray(bytes);
    return answer;
  }

  /** How many bytes have come that nobody asked for. */
  get unread(): number {
    return this.#received.length;
  }

  /** Resolves when the connection has ended. */
  async ended(): Promise<void> {
    if (!this.socket.closed) await once(this.socket, "close");
  }

  /** SCardConnect. Share mode: 1 exclusive, 2 shared, 3 direct. */
  async connect(reader: string, share = 2, protocols = 3): Promise<{ card: number; protocol: number; code: number }> {
    const body = Buffer.alloc(152);
    writeU32(body, 0, this.#context);
    body.write(reader, 4);
    writeU32(body, 132, share);
    writeU32(body, 136, protocols);
    this.send("CONNECT", body);
    const answer = await this.receive(152);
    return { card: readU32(answer, 140), protocol: readU32(answer, 144), code: readU32(answer, 148) };
  }

  /** SCardTransmit: the response as hexadecimal, or the code. */
  async transmit(card: number, apdu: string, { protocol = 2, room = 65_548 } = {}): Promise<string | number> {
    const data = Buffer.from(apdu, "hex");
    this.send("TRANSMIT", encode([card, protocol, 8, data.length, 0, 0, room, 0]), data);
    const answer = await this.receive(32);
    const [length, code] = [readU32(answer, 24), readU32(answer, 28)];
    return code === 0 ? (await this.receive(length)).toString("hex").toUpperCase() : code;
  }

  async begin(card: number): Promise<number | undefined> {
    return (await this.call("BEGIN_TRANSACTION", [card, 0]))[1];
  }

  async end(card: number, disposition = 0): Promise<number | undefined> {
    return (await this.call("END_TRANSACTION", [card, disposition, 0]))[2];
  }

  async status(card: number): Promise<number | undefined> {
    return (await this.call("STATUS", [card, 0]))[1];
  }

  async disconnect(card: number, disposition = 0): Promise<number | undefined> {
    return (await this.call("DISCONNECT", [card, disposition, 0]))[2];
  }

  async reconnect(card: number, initialization = 0, share = 2, protocols = 3): Promise<number | undefined> {
    return (await this.call("RECONNECT", [card, share, protocols, initialization, 0, 0]))[5];
  }

  /** The readers of the table; free places are left out. */
  async readers(places = 16): Promise<SeenReader[]> {
    this.send("GET_READERS_STATE");
    return readTable(await this.receive(places * recordBytes));
  }

  close(): void {
    this.socket.destroy();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

export function encode(words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(words.length * 4);
  words.forEach((word, index) => {
    writeU32(bytes, index * 4, word);
  });
  return bytes;
}

export function decode(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, index) => readU32(bytes, index * 4));
}

export function readTable(table: Buffer): SeenReader[] {
  const seen: SeenReader[] = [];
  for (let at = 0; at < table.length; at += recordBytes) {
    const record = table.subarray(at, at + recordBytes);
    const [name = ""] = record.toString("utf8", 0, 128).split("\0");
    if (name === "") continue;
    seen.push({
      name,
      changes: readU32(record, 128),
      state: readU32(record, 132),
      sharing: readU32(record, 136) | 0,
      atr: record.toString("hex", 140, 140 + readU32(record, 176)).toUpperCase(),
      protocol: readU32(record, 180),
    });
  }
  return seen;
}
