import { isTestkitError, type TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { ReaderSource } from "../../../iso7816/index.ts";
import { inspectReaders, type InspectedReader } from "../../readers/inspect-reader.ts";
import { ok, problem, warning, type Finding } from "../finding.ts";

/** The PC/SC service and its permissions, the readers, and whether a driver knows each card. */
export async function smartcards(open: () => Promise<ReaderSource>): Promise<Finding[]> {
  try {
    const readers = await inspectReaders(await open());
    return [ok("PC/SC", "the service answers"), ...(readers.length > 0 ? readers.map(reader) : [noReader()])];
  } catch (error) {
    if (!isTestkitError(error)) throw error;
    return [problem("PC/SC", error.message, error.cure)];
  }
}

function noReader(): Finding {
  return problem("Readers", "there is no smartcard reader", "Attach a reader; on Linux install its driver (libccid).");
}

function reader({
  reader: name,
  atr,
  driver,
  series,
  triesLeft,
  certificates,
  problem: error,
}: InspectedReader): Finding {
  const check = `Reader ${name}`;
  if (atr === undefined) return ok(check, "empty");
  if (error !== undefined) return unreadable(check, error);
  const card = `${driver ?? "?"} card (series ${series ?? "?"})`;
  if (triesLeft === 0) return warning(check, `${card}, locked`, "Unlock the card before it is used to sign in.");
  if (certificates.length === 0) {
    return warning(check, `${card} without certificates`, "Have the registration authority issue the card.");
  }
  return ok(check, `${card}, ${triesLeft ?? "?"} tries left`);
}

function unreadable(check: string, error: TestkitError): Finding {
  return warning(check, error.message, error.cure);
}
