import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import { returnCodes } from "./constants.ts";

const codes = new Map<number, "CARD_ABSENT" | "CARD_REMOVED" | "CARD_RESET" | "CARD_UNRESPONSIVE">([
  [returnCodes.NO_SMARTCARD, "CARD_ABSENT"],
  [returnCodes.REMOVED_CARD, "CARD_REMOVED"],
  [returnCodes.RESET_CARD, "CARD_RESET"],
  [returnCodes.UNRESPONSIVE_CARD, "CARD_UNRESPONSIVE"],
  [returnCodes.UNPOWERED_CARD, "CARD_UNRESPONSIVE"],
  [returnCodes.PROTO_MISMATCH, "CARD_UNRESPONSIVE"],
]);

const serviceGone: ReadonlySet<number> = new Set([
  returnCodes.NO_SERVICE,
  returnCodes.SERVICE_STOPPED,
  returnCodes.INVALID_HANDLE,
]);
const readsSocketName = process.platform !== "win32" && process.platform !== "darwin";
const accessDenied: ReadonlySet<number> = new Set([returnCodes.NO_ACCESS, returnCodes.SECURITY_VIOLATION]);
const readerGone: ReadonlySet<number> = new Set([returnCodes.UNKNOWN_READER, returnCodes.READER_UNAVAILABLE]);

/** Keeps the return code of a failed call beside the error it became. */
export class PcscFailure extends Error {
  override readonly name = "PcscFailure";
  readonly call: string;
  readonly returned: number;

  constructor(call: string, returned: number) {
    super(`${call} returned 0x${returned.toString(16).toUpperCase().padStart(8, "0")}`);
    this.call = call;
    this.returned = returned;
  }

  get isServiceGone(): boolean {
    return serviceGone.has(this.returned);
  }

  /** The socket that a variable names if no service answers there. libpcsclite alone reads it. */
  get unansweredSocket(): string | undefined {
    if (this.returned !== returnCodes.NO_SERVICE || !readsSocketName) return undefined;
    return process.env["PCSCLITE_CSOCK_NAME"];
  }
}

/** What a return code means to the person at the reader. A call without a reader is about the service. */
export function pcscError(failure: PcscFailure, reader?: string): TestkitError {
  const options = { cause: failure };
  const { returned, call } = failure;
  const plain = codes.get(returned);
  if (plain !== undefined) return new TestkitError(plain, {}, options);
  const { unansweredSocket: path } = failure;
  if (path !== undefined) return new TestkitError("PCSC_SOCKET_UNANSWERED", { path }, options);
  if (failure.isServiceGone) return new TestkitError("PCSC_SERVICE_STOPPED", {}, options);
  if (accessDenied.has(returned)) return new TestkitError("PCSC_ACCESS_DENIED", {}, options);
  if (readerGone.has(returned)) return new TestkitError("READER_REMOVED", { reader: reader ?? "" }, options);
  if (returned === returnCodes.SHARING_VIOLATION)
    return new TestkitError("CARD_IN_USE", { reader: reader ?? "" }, options);
  const code = `0x${returned.toString(16).toUpperCase()}`;
  if (reader === undefined) return new TestkitError("PCSC_SERVICE_FAILED", { call, code }, options);
  return new TestkitError("READER_FAILED", { reader, call, code }, options);
}
