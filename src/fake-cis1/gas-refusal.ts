import { isTestkitError } from "../foundation/errors/testkit-error.ts";

/** The two errors of `gas` that public code knows. What else it answered then is not public. */
export type GasError = "Invalid input request" | "Failed To Validate";

/** A request that `gas` refuses: the protocol's error, and for the log the reason behind it. */
export class GasRefusal extends Error {
  readonly error: GasError;
  readonly reason: string;

  constructor(error: GasError, reason: string, options?: ErrorOptions) {
    super(`${error}: ${reason}`, options);
    this.name = "GasRefusal";
    this.error = error;
    this.reason = reason;
  }
}

/** The request is not what it should be. */
export function invalidInput(reason: string, cause?: unknown): GasRefusal {
  return new GasRefusal("Invalid input request", reason, { cause });
}

/** The request is well-formed, and is refused. */
export function notValidated(reason: string, cause?: unknown): GasRefusal {
  return new GasRefusal("Failed To Validate", reason, { cause });
}

/** The refusal for an error of the checks, whose reason is its code. Throws what is no error of theirs. */
export function refusalOf(error: unknown): GasRefusal {
  if (error instanceof GasRefusal) return error;
  if (isTestkitError(error)) return notValidated(error.code, error);
  throw error;
}
