/** A response APDU (ISO/IEC 7816-4, 5.1): data of 0 to 65536 bytes, then the status word SW1 SW2. */
export interface ResponseApdu {
  readonly data: Uint8Array;
  /** SW1 SW2 as one number, e.g. 0x9000. */
  readonly sw: number;
}

/** The bytes a reader handed over are no answer of a card: a response APDU has at least two. */
export class MalformedResponseError extends Error {
  override readonly name = "MalformedResponseError";
}

/** Splits an answer into data and status word. Throws MalformedResponseError when there is no status word. */
export function decodeResponse(bytes: Uint8Array): ResponseApdu {
  const [sw1, sw2] = bytes.subarray(-2);
  if (sw1 === undefined || sw2 === undefined) {
    throw new MalformedResponseError(`a response APDU has at least 2 bytes, not ${bytes.length}`);
  }
  return { data: bytes.subarray(0, -2), sw: (sw1 << 8) | sw2 };
}

export function encodeResponse(sw: number, data?: Uint8Array): Uint8Array {
  const size = data?.length ?? 0;
  const bytes = new Uint8Array(size + 2);
  if (data !== undefined) bytes.set(data);
  bytes[size] = sw >> 8;
  bytes[size + 1] = sw & 0xff;
  return bytes;
}

/** The status word at the end of an answer. Undefined if the answer is too short to have one. */
export function statusWordOf(answer: Uint8Array): number | undefined {
  return answer.length < 2 ? undefined : decodeResponse(answer).sw;
}
