import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { ReaderSource } from "../../../iso7816/index.ts";

/**
 * The machine's readers. The native library is loaded here and not before. Rejects with PCSC_LIBRARY_MISSING, and with
 * NATIVE_MODULE_MISSING if there is no way to call it.
 */
export async function openPcscReaders(): Promise<ReaderSource> {
  const { PcscReaders } = await import("./pcsc-readers.ts").catch((cause: unknown) => {
    const [reason = ""] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
    throw new TestkitError("NATIVE_MODULE_MISSING", { reason }, { cause });
  });
  return new PcscReaders();
}
