import type { ReaderSource } from "../../../iso7816/index.ts";

/** The machine's readers. The native library is loaded here and not before. Rejects with PCSC_LIBRARY_MISSING. */
export async function openPcscReaders(): Promise<ReaderSource> {
  const { PcscReaders } = await import("./pcsc-readers.ts");
  return new PcscReaders();
}
