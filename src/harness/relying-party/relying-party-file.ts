import { parseRelyingParty, type RelyingPartyInput } from "../../fake-cis2/relying-parties/relying-party.ts";
import { dataFileInvalid, readJsonFile } from "../../foundation/data-file.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";

/** Reads a file with one relying party, or a list of them, as JSON. Throws DATA_FILE_INVALID. */
export function readRelyingParties(file: string): RelyingPartyInput[] {
  const json = readJsonFile(file);
  try {
    return (Array.isArray(json) ? json : [json]).map(parseRelyingParty);
  } catch (cause) {
    throw isTestkitError(cause) ? dataFileInvalid(file, cause.message, cause) : cause;
  }
}
