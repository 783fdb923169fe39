import type { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CertificatePurpose } from "../../pki/index.ts";

/** Why a passcode was not accepted. */
export type PasscodeProblem =
  | TestkitError<"PASSCODE_REFUSED">
  // These cost no try.
  | TestkitError<"PASSCODE_FORMAT">
  | TestkitError<"PASSCODE_MISMATCH">;

/** What the person who is asked for a passcode needs to know. */
export interface PasscodeRequest {
  readonly reader: string;
  readonly purpose: CertificatePurpose;
  /** The system or site the passcode is wanted for, as the person knows it. */
  readonly requestedBy: string;
  readonly triesLeft?: number | undefined;
  /** Set if a new passcode is requested: "new" first, then "repeat". */
  readonly choosing?: "new" | "repeat" | undefined;
  /** Set when the passcode given just before did not do. */
  readonly refused?: PasscodeProblem | undefined;
  /** When the certificate about to be used expires. */
  readonly notAfter: Date;
}

/**
 * Where passcodes come from. Rejects with PASSCODE_CANCELLED when there is none to be had.
 * A source with no person behind it must not answer a request that carries `refused`, and must not give the same value
 * to any later request: it rejects with that error, so that no program ever spends a second try by itself.
 */
export interface PasscodeSource {
  /** Bytes if the source can give them: they are overwritten after use, which cannot be done to a string. */
  ask(request: PasscodeRequest, signal?: AbortSignal): Promise<string | Uint8Array>;
  /** Called if the card refused the value last given and nothing asks again: that was the last try. */
  refused?(error: TestkitError): void;
}
