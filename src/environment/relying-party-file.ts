import { readFile } from "node:fs/promises";
import { parseRelyingParty, type RelyingPartyInput } from "../fake-cis2/index.ts";
import { TestkitError } from "../foundation/errors/testkit-error.ts";

/** Reads a file with one relying party, or a list of them, as JSON. Rejects with DATA_FILE_INVALID. */
export async function readRelyingParties(file: string): Promise<RelyingPartyInput[]> {
  try {
    const json: unknown = JSON.parse(await readFile(file, "utf8"));
    return (Array.isArray(json) ? json : [json]).map(parseRelyingParty);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new TestkitError("DATA_FILE_INVALID", { file, reason }, { cause });
  }
}
