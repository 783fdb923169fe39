import { isTestkitError, TestkitError } from "../../foundation/errors/testkit-error.ts";
import { checkNewPasscode } from "../cards/passcode-block.ts";
import { toBytes } from "../cards/with-passcode.ts";
import type { PasscodeProblem, PasscodeRequest, PasscodeSource } from "../passcode/passcode-source.ts";

/**
 * Has a new passcode chosen, and typed a second time. After one that is not 6 to 8 digits, or two that differ, the source
 * is asked again and told so. Resolves to bytes for the caller to overwrite.
 */
export async function choosePasscode(
  passcodes: PasscodeSource,
  request: PasscodeRequest,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const ask = async (choosing: "new" | "repeat", refused?: PasscodeProblem) =>
    toBytes(await passcodes.ask({ ...request, choosing, refused }, signal));
  for (let refused: PasscodeProblem | undefined; ;) {
    const chosen = await ask("new", refused);
    let kept = false;
    try {
      checkNewPasscode(chosen);
      const repeated = await ask("repeat");
      kept = Buffer.compare(chosen, repeated) === 0;
      repeated.fill(0);
      if (kept) return chosen;
      refused = new TestkitError("PASSCODE_MISMATCH");
    } catch (error) {
      if (!isTestkitError(error, "PASSCODE_FORMAT")) throw error;
      refused = error;
    } finally {
      if (!kept) chosen.fill(0);
    }
  }
}
