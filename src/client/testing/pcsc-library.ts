import { skipWithout } from "../../foundation/testing/skip-without.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { Winscard } from "../readers/pcsc/winscard.ts";

/** For the `skip` option of a test that looks at the machine's readers: not every machine has the PC/SC library. */
export function skipWithoutPcscLibrary(): string | false {
  try {
    Winscard.load();
    return false;
  } catch (error) {
    return skipWithout(isTestkitError(error) ? error.message : String(error));
  }
}
