import { catalogue } from "../../src/foundation/errors/catalogue.ts";

/** Names the folder that test processes note error codes in. */
export const folderVariable = "ERROR_CODES_OF_THE_TESTS";

/** Made by a script in the browser, which has no TestkitError; error-codes.test.ts runs that script. */
export const madeInTheBrowser = ["LOCAL_SERVICE_UNREACHABLE"];

export function codesNotProduced(produced: ReadonlySet<string>): string[] {
  return Object.keys(catalogue).filter((code) => !produced.has(code) && !madeInTheBrowser.includes(code));
}
