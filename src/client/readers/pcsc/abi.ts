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
  /** A string parameter: UTF-8, or UTF-16 of the functions whose name ends in W. */
  readonly string: "str" | "str16";
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
  string: "str",
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
  string: "str16",
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

/** The names in a multi-string: each ended by a NUL, the list by an empty one. */
export function decodeMultiString(bytes: Uint8Array, encoding: PcscAbi["encoding"]): string[] {
  const [list = ""] = Buffer.from(bytes).toString(encoding).split("\0\0");
  return list.split("\0").filter((name) => name !== "");
}
