import koffi, { type KoffiFunc } from "koffi";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { decodeName, encodeName, pcscAbi, returnCode, splitMultiString, type PcscAbi } from "./abi.ts";
import { anyProtocol, returnCodes, scope, shareShared } from "./constants.ts";
import { nativeThreads } from "./native-threads.ts";
import { PcscFailure } from "./pcsc-errors.ts";

/** A context or card handle, as the library gave it. */
export type Handle = number | bigint;

/** One row of SCARD_READERSTATE. */
export interface ReaderStateRow {
  readonly reader: string;
  readonly currentState: number;
  readonly eventState: number;
  readonly atr: Uint8Array;
}

interface NativeRow {
  szReader: Buffer;
  pvUserData: null;
  dwCurrentState: number;
  dwEventState: number;
  cbAtr: number;
  rgbAtr: Uint8Array;
}

type Native = KoffiFunc<(...values: unknown[]) => Handle>;

const longestAnswer = 65_536 + 2;
/** Bytes; several hundred readers. */
const longestListOfReaders = 65_536;

/** The structures of PC/SC as the library at hand lays them out. */
export function defineStructures(abi: PcscAbi) {
  const define = abi.packed ? koffi.pack.bind(koffi) : koffi.struct.bind(koffi);
  const ioRequest = define({ dwProtocol: abi.dword, cbPciLength: abi.dword });
  const readerState = define({
    szReader: "void *",
    pvUserData: "void *",
    dwCurrentState: abi.dword,
    dwEventState: abi.dword,
    cbAtr: abi.dword,
    rgbAtr: koffi.array("uint8", abi.atrBytes, "Typed"),
  });
  return { ioRequest, readerState };
}

/** The functions of PC/SC part 5, each on its own thread, failing with PcscFailure. */
export class Winscard {
  readonly #abi: PcscAbi;
  readonly #structures: ReturnType<typeof defineStructures>;
  readonly #functions: ReturnType<typeof declare>;
  /** The bytes of names that are not what their text is encoded to. */
  readonly #exactNames = new Map<string, Buffer>();

  private constructor(abi: PcscAbi, library: ReturnType<typeof koffi.load>) {
    this.#abi = abi;
    this.#structures = defineStructures(abi);
    this.#functions = declare(library, abi, this.#structures);
  }

  /** Loads the system's PC/SC library. Throws PCSC_LIBRARY_MISSING. */
  static load(abi = pcscAbi()): Winscard {
    let library;
    try {
      library = koffi.load(abi.library);
    } catch (error) {
      throw new TestkitError("PCSC_LIBRARY_MISSING", { library: abi.library }, { cause: error });
    }
    return new Winscard(abi, library);
  }

  async establishContext(): Promise<Handle> {
    const out: [Handle] = [0];
    await this.#call("SCardEstablishContext", scope.SYSTEM, null, null, out);
    return out[0];
  }

  async releaseContext(context: Handle): Promise<void> {
    await this.#call("SCardReleaseContext", context);
  }

  /**
   * Ends a getStatusChange that waits in this context. On another thread as all calls are: the service that has to answer
   * may be in this process.
   */
  async cancel(context: Handle): Promise<void> {
    await this.#call("SCardCancel", context);
  }

  async listReaders(context: Handle): Promise<string[]> {
    const { encoding } = this.#abi;
    const bytesPerUnit = encoding === "utf8" ? 1 : 2;
    // Asked once: a reader that comes between a question of how long the list is and the list would not fit.
    const names = Buffer.alloc(longestListOfReaders);
    const size: [number] = [names.length / bytesPerUnit];
    try {
      await this.#call("SCardListReaders", context, null, names, size);
      return splitMultiString(names.subarray(0, size[0] * bytesPerUnit), encoding).map((name) => this.#nameOf(name));
    } catch (error) {
      if (error instanceof PcscFailure && error.returned === returnCodes.NO_READERS_AVAILABLE) return [];
      throw error;
    }
  }

  /** Waits until a row's state differs from its current state. A timeout leaves the rows as they are. */
  async getStatusChange(
    context: Handle,
    timeoutMs: number,
    rows: readonly Pick<ReaderStateRow, "reader" | "currentState">[],
  ): Promise<ReaderStateRow[]> {
    const native = rows.map(({ reader, currentState }): NativeRow => ({
      szReader: this.#exactName(reader),
      pvUserData: null,
      dwCurrentState: currentState,
      dwEventState: 0,
      cbAtr: 0,
      rgbAtr: new Uint8Array(this.#abi.atrBytes),
    }));
    await this.#call("SCardGetStatusChange", context, timeoutMs, native, native.length);
    return native.map(({ dwCurrentState, dwEventState, cbAtr, rgbAtr }, index) => ({
      reader: rows[index]?.reader ?? "",
      currentState: dwCurrentState,
      eventState: dwEventState,
      atr: rgbAtr.slice(0, cbAtr),
    }));
  }

  async connect(context: Handle, reader: string): Promise<{ card: Handle; protocol: number }> {
    const card: [Handle] = [0];
    const protocol: [number] = [0];
    await this.#call("SCardConnect", context, this.#exactName(reader), shareShared, anyProtocol, card, protocol);
    return { card: card[0], protocol: protocol[0] };
  }

  async reconnect(card: Handle, initialization: number): Promise<number> {
    const protocol: [number] = [0];
    await this.#call("SCardReconnect", card, shareShared, anyProtocol, initialization, protocol);
    return protocol[0];
  }

  async disconnect(card: Handle, disposition: number): Promise<void> {
    await this.#call("SCardDisconnect", card, disposition);
  }

  async beginTransaction(card: Handle): Promise<void> {
    await this.#call("SCardBeginTransaction", card);
  }

  async endTransaction(card: Handle, disposition: number): Promise<void> {
    await this.#call("SCardEndTransaction", card, disposition);
  }

  async transmit(card: Handle, protocol: number, command: Uint8Array): Promise<Uint8Array> {
    const request = { dwProtocol: protocol, cbPciLength: koffi.sizeof(this.#structures.ioRequest) };
    const answer = Buffer.alloc(longestAnswer);
    const length: [number] = [answer.length];
    await this.#call("SCardTransmit", card, request, command, command.length, null, answer, length);
    return new Uint8Array(answer.subarray(0, length[0]));
  }

  #nameOf(bytes: Buffer): string {
    const { encoding } = this.#abi;
    const name = decodeName(bytes, encoding);
    const exact = Buffer.concat([bytes, encodeName("", encoding)]);
    if (!encodeName(name, encoding).equals(exact)) this.#exactNames.set(name, exact);
    return name;
  }

  #exactName(reader: string): Buffer {
    return this.#exactNames.get(reader) ?? encodeName(reader, this.#abi.encoding);
  }

  async #call(name: keyof ReturnType<typeof declare>, ...values: unknown[]): Promise<void> {
    const { async: call } = this.#functions[name];
    const onThread = () =>
      new Promise<Handle>((resolve, reject) => {
        call(...values, (error, result: Handle) => {
          // The library reads the values until here: they must not be collected before.
          values.length = 0;
          if (error === null) resolve(result);
          else reject(new Error(`${name} could not be called`, { cause: error }));
        });
      });
    const returned = await nativeThreads.run(onThread);
    const code = returnCode(returned);
    if (code !== returnCodes.SUCCESS) throw new PcscFailure(name, code);
  }
}

function declare(library: ReturnType<typeof koffi.load>, abi: PcscAbi, types: ReturnType<typeof defineStructures>) {
  const { dword, long, handle, functionSuffix } = abi;
  const out = (type: string) => koffi.out(koffi.pointer(type));
  const inout = (type: string) => koffi.inout(koffi.pointer(type));
  const bytes = koffi.pointer("uint8");
  const ioRequest = koffi.pointer(types.ioRequest);
  const define = (name: string, parameters: Parameters<typeof koffi.out>[0][], suffix = ""): Native =>
    library.func(`${name}${suffix}`, long, parameters);
  return {
    SCardEstablishContext: define("SCardEstablishContext", [dword, "void *", "void *", out(handle)]),
    SCardReleaseContext: define("SCardReleaseContext", [handle]),
    SCardCancel: define("SCardCancel", [handle]),
    SCardListReaders: define("SCardListReaders", [handle, "void *", bytes, inout(dword)], functionSuffix),
    SCardGetStatusChange: define(
      "SCardGetStatusChange",
      [handle, dword, koffi.inout(koffi.pointer(types.readerState)), dword],
      functionSuffix,
    ),
    SCardConnect: define("SCardConnect", [handle, "void *", dword, dword, out(handle), out(dword)], functionSuffix),
    SCardReconnect: define("SCardReconnect", [handle, dword, dword, dword, out(dword)]),
    SCardDisconnect: define("SCardDisconnect", [handle, dword]),
    SCardBeginTransaction: define("SCardBeginTransaction", [handle]),
    SCardEndTransaction: define("SCardEndTransaction", [handle, dword]),
    SCardTransmit: define("SCardTransmit", [handle, ioRequest, bytes, dword, ioRequest, bytes, inout(dword)]),
  };
}
