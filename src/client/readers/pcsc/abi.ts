import { isUtf8 } from "node:buffer";

/**
 * How a system's PC/SC library lays out what PC/SC part 5 leaves open. pcsclite takes DWORD and LONG from the
 * C compiler (8 bytes on 64-bit Linux), Apple's framework fixes them at 4 bytes and packs its structures, and
 * Windows has 4-byte integers but handles as wide as a pointer.
 */
export interface PcscAbi {
  readonly library: string;
  /** The names koffi gives to the C types. */
  readonly dword: string;
  readonly long: string;
  readonly handle: string;
  /** Of names: UTF-8, or UTF-16 of the functions whose name ends in W. */
  readonly encoding: "utf8" | "utf16le";
  readonly functionSuffix: "" | "W";
  readonly packed: boolean;
  /** The room for an answer to reset in SCARD_READERSTATE. */
  readonly atrBytes: number;
}

const linux: PcscAbi = {
  library: "libpcsclite.so.1",
  dword: "ulong",
  long: "long",
  handle: "long",
  encoding: "utf8",
  functionSuffix: "",
  packed: false,
  atrBytes: 33,
};

const macos: PcscAbi = {
  ...linux,
  library: "/System/Library/Frameworks/PCSC.framework/PCSC",
  dword: "uint32",
  long: "int32",
  handle: "int32",
  packed: true,
};

const windows: PcscAbi = {
  library: "winscard.dll",
  dword: "uint32",
  long: "int32",
  handle: "uintptr",
  encoding: "utf16le",
  functionSuffix: "W",
  packed: false,
  atrBytes: 36,
};

/** The layout of the system's PC/SC library; pcsclite's for every system that has neither of the other two. */
export function pcscAbi(platform: NodeJS.Platform = process.platform): PcscAbi {
  if (platform === "win32") return windows;
  return platform === "darwin" ? macos : linux;
}

/** A return code as the unsigned 32-bit number the specification lists, however wide and signed LONG is. */
export function returnCode(value: number | bigint): number {
  return Number(BigInt.asUintN(32, BigInt(value)));
}

/** The names in a multi-string, as their bytes: each ended by a NUL, the list by an empty one. */
export function splitMultiString(bytes: Uint8Array, encoding: PcscAbi["encoding"]): Buffer[] {
  const unit = encoding === "utf8" ? 1 : 2;
  const list = Buffer.from(bytes);
  const names: Buffer[] = [];
  let start = 0;
  for (let at = 0; at + unit <= list.length; at += unit) {
    if (list.readUIntLE(at, unit) !== 0) continue;
    if (at === start) break;
    names.push(list.subarray(start, at));
    start = at + unit;
  }
  return names;
}

/** A reader's name for people. Bytes that are no UTF-8 are read as Latin-1, which is what such a driver most likely means. */
export function decodeName(name: Uint8Array, encoding: PcscAbi["encoding"]): string {
  if (encoding === "utf8" && !isUtf8(name)) return Buffer.from(name).toString("latin1");
  return Buffer.from(name).toString(encoding);
}

/** A name as a string of C. */
export function encodeName(name: string, encoding: PcscAbi["encoding"]): Buffer {
  return Buffer.from(`${name}\0`, encoding);
}
