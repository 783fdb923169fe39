import { openPcscReaders } from "../../client/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Configuration } from "../config/configuration.ts";

/**
 * Rejects where the target cannot be tested here and now, with what has to be done first:
 * PCSC_LIBRARY_MISSING, PCSC_SERVICE_STOPPED, VIRTUAL_READERS_MISSING, CONFIGURATION_INVALID.
 */
export async function makeSureIsReady({ target, parallel }: Configuration): Promise<void> {
  if (target !== "pcsc") return;
  if (parallel > 0) {
    const reason = "scenarios cannot share the two virtual readers of one PC/SC service";
    throw new TestkitError("CONFIGURATION_INVALID", { setting: "parallel", reason });
  }
  const readers = (await (await openPcscReaders()).list()).map(({ name }) => name);
  if (readers.filter((name) => name.startsWith("Virtual PCD")).length < 2) {
    throw new TestkitError("VIRTUAL_READERS_MISSING", { known: readers.join(", ") || "none" });
  }
}
