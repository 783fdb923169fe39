import { endianness } from "node:os";

const littleEndian = endianness() === "LE";

/** Reads the unsigned 32-bit integer at `offset` in the byte order of this machine. */
export function readU32(buffer: Buffer, offset: number): number {
  return littleEndian ? buffer.readUInt32LE(offset) : buffer.readUInt32BE(offset);
}

/** Writes the low 32 bits of `value` at `offset` in the byte order of this machine. */
export function writeU32(buffer: Buffer, offset: number, value: number): void {
  if (littleEndian) buffer.writeUInt32LE(value >>> 0, offset);
  else buffer.writeUInt32BE(value >>> 0, offset);
}
