/** A command APDU (ISO/IEC 7816-4, 5.1): four header bytes, then up to 65535 bytes of data and an expected length. */
export interface CommandApdu {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** The command data field; empty in cases 1 and 2. */
  readonly data: Uint8Array;
  /** How many bytes the answer may have at most, 1 to 65536; absent in cases 1 and 3. */
  readonly le?: number | undefined;
  /** Whether Lc and Le have the extended form. */
  readonly extended: boolean;
}

/** What `encodeCommand` needs: `data` and `le` may be left out, by default their sizes decide the form. */
export type CommandFields = Pick<CommandApdu, "cla" | "ins" | "p1" | "p2" | "le"> & {
  readonly data?: Uint8Array | undefined;
  readonly extended?: boolean | undefined;
};

/** A command with the name its specification gives it, for errors and logs. */
export interface LabelledCommand extends CommandFields {
  readonly name: string;
}

export const maxShortLength = 255;
const maxExtendedLength = 65535;

const none = new Uint8Array(0);

/**
 * Encodes cases 1 to 4 in the short form, or in the extended form if the data or the expected length needs it. Throws a
 * RangeError when a field is out of range.
 */
export function encodeCommand(command: CommandFields): Uint8Array {
  const { data = none, le } = command;
  const header = [command.cla, command.ins, command.p1, command.p2];
  if (header.some((byte) => !Number.isInteger(byte) || byte < 0 || byte > 0xff)) {
    throw new RangeError("a header field of a command APDU is one byte");
  }
  if (data.length > maxExtendedLength) throw new RangeError("command data has at most 65535 bytes");
  if (le !== undefined && (!Number.isInteger(le) || le < 1 || le > maxExtendedLength + 1)) {
    throw new RangeError("the expected length is 1 to 65536");
  }
  const needsExtended = data.length > maxShortLength || (le ?? 0) > maxShortLength + 1;
  const extended = command.extended ?? needsExtended;
  if (needsExtended && !extended) throw new RangeError("the command does not fit a short APDU");
  const lc = extended ? [0, data.length >> 8, data.length & 0xff] : [data.length];
  const body = data.length > 0 ? [...lc, ...data] : [];
  return Uint8Array.from([...header, ...body, ...encodeLe(le, extended, data.length > 0)]);
}

/** Reads a command APDU; undefined if the bytes are none (too short, or Lc does not agree with the length). */
export function decodeCommand(bytes: Uint8Array): CommandApdu | undefined {
  const size = bytes.length;
  if (size < 4) return undefined;
  if (size === 4) return command(bytes, none, undefined, false);
  const first = byteAt(bytes, 4);
  if (size === 5) return command(bytes, none, first || maxShortLength + 1, false);
  if (first !== 0) {
    if (size === 5 + first) return command(bytes, bytes.subarray(5), undefined, false);
    if (size === 6 + first)
      return command(bytes, bytes.subarray(5, 5 + first), byteAt(bytes, size - 1) || maxShortLength + 1, false);
    return undefined;
  }
  if (size < 7) return undefined;
  const long = (byteAt(bytes, 5) << 8) | byteAt(bytes, 6);
  if (size === 7) return command(bytes, none, long || maxExtendedLength + 1, true);
  if (long === 0) return undefined;
  if (size === 7 + long) return command(bytes, bytes.subarray(7), undefined, true);
  if (size !== 9 + long) return undefined;
  const le = (byteAt(bytes, size - 2) << 8) | byteAt(bytes, size - 1);
  return command(bytes, bytes.subarray(7, 7 + long), le || maxExtendedLength + 1, true);
}

function encodeLe(le: number | undefined, extended: boolean, afterData: boolean): number[] {
  if (le === undefined) return [];
  if (!extended) return [le & 0xff];
  return afterData ? [(le >> 8) & 0xff, le & 0xff] : [0, (le >> 8) & 0xff, le & 0xff];
}

function command(bytes: Uint8Array, data: Uint8Array, le: number | undefined, extended: boolean): CommandApdu {
  const header = { cla: byteAt(bytes, 0), ins: byteAt(bytes, 1), p1: byteAt(bytes, 2), p2: byteAt(bytes, 3) };
  return le === undefined ? { ...header, data, extended } : { ...header, data, extended, le };
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
