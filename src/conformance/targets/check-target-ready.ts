import { openPcscReaders } from "../../client/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { ReaderSource } from "../../iso7816/index.ts";
import { isRealCard, type TargetName } from "./target.ts";
import type { Configuration } from "../config/configuration.ts";

/**
 * Rejects if the target cannot be tested here and now, with what has to be done first: PCSC_LIBRARY_MISSING,
 * PCSC_SERVICE_STOPPED, VIRTUAL_READERS_MISSING, CONFIGURATION_INVALID. `openReaders` defaults to the machine's own
 * readers.
 */
export async function checkTargetReady(
  configuration: Pick<Configuration, "parallel"> &
    Pick<Extract<Configuration, { target: "pcsc" }>, "vpcdPort"> & { target: TargetName },
  openReaders: () => Promise<Pick<ReaderSource, "list">> = openPcscReaders,
): Promise<void> {
  const { target, parallel } = configuration;
  if (target === "relying-party" && parallel > 0) {
    const reason = "scenarios cannot share one relying party and its fake CIS2";
    throw new TestkitError("CONFIGURATION_INVALID", { setting: "parallel", reason });
  }
  if (isRealCard(target) && parallel > 0) {
    throw new TestkitError("CONFIGURATION_INVALID", { setting: "parallel", reason: "scenarios cannot share one card" });
  }
  if (target !== "pcsc") return;
  if (parallel > 0) {
    const reason = "scenarios cannot share the two virtual readers of one PC/SC service";
    throw new TestkitError("CONFIGURATION_INVALID", { setting: "parallel", reason });
  }
  const source = await openReaders();
  if (configuration.vpcdPort === undefined) return;
  const readers = (await source.list()).map(({ name }) => name);
  if (readers.filter((name) => name.startsWith("Virtual PCD")).length < 2) {
    throw new TestkitError("VIRTUAL_READERS_MISSING", { known: readers.join(", ") || "none" });
  }
}
