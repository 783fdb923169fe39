import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { PasscodeRequest, PasscodeSource } from "./passcode-source.ts";

/** The environment variable that carries a passcode to a run with no person at it. */
export const passcodeVariable = "CIS2_TESTKIT_PASSCODE";

/** The environment variable that carries a passcode to be set. */
export const newPasscodeVariable = "CIS2_TESTKIT_NEW_PASSCODE";

/** One passcode known beforehand, and one to be set if there is any. Refused once, neither is given again. */
export function fixedPasscode(passcode: string | undefined, next?: string): PasscodeSource {
  return new KnownPasscodes(({ choosing }) => (choosing === undefined ? passcode : next));
}

/**
 * The passcodes in CIS2_TESTKIT_PASSCODE and CIS2_TESTKIT_NEW_PASSCODE, looked up when they are asked for. Rejects with
 * PASSCODE_UNAVAILABLE if the one asked for is not set.
 */
export function environmentPasscode(environment: NodeJS.ProcessEnv = process.env): PasscodeSource {
  return new KnownPasscodes(
    ({ choosing }) => environment[choosing === undefined ? passcodeVariable : newPasscodeVariable],
    "PASSCODE_UNAVAILABLE",
  );
}

/** Values with no person behind them. One that was refused is not given again, whatever asks and for which card. */
class KnownPasscodes implements PasscodeSource {
  readonly #lookUp: (request: PasscodeRequest) => string | undefined;
  readonly #refusals = new Map<string, TestkitError>();
  readonly #ifMissing: "PASSCODE_CANCELLED" | "PASSCODE_UNAVAILABLE";
  #given: string | undefined;

  constructor(
    lookUp: (request: PasscodeRequest) => string | undefined,
    ifMissing: "PASSCODE_CANCELLED" | "PASSCODE_UNAVAILABLE" = "PASSCODE_CANCELLED",
  ) {
    this.#lookUp = lookUp;
    this.#ifMissing = ifMissing;
  }

  ask(request: PasscodeRequest, signal?: AbortSignal): Promise<string> {
    if (request.refused !== undefined) {
      this.refused(request.refused);
      return Promise.reject(request.refused);
    }
    const value = this.#lookUp(request);
    if (signal?.aborted === true) return Promise.reject(new TestkitError("PASSCODE_CANCELLED"));
    if (value === undefined || value === "") return Promise.reject(new TestkitError(this.#ifMissing));
    const refusal = this.#refusals.get(value);
    if (refusal !== undefined) return Promise.reject(refusal);
    this.#given = value;
    return Promise.resolve(value);
  }

  refused(error: TestkitError): void {
    if (this.#given !== undefined) this.#refusals.set(this.#given, error);
  }
}

/** Answers in turn, as a person would type them; once they are used up the person gives up. */
export function scriptedPasscodes(...passcodes: readonly string[]): PasscodeSource {
  const left = [...passcodes];
  return {
    ask: () => {
      const next = left.shift();
      return next === undefined ? Promise.reject(new TestkitError("PASSCODE_CANCELLED")) : Promise.resolve(next);
    },
  };
}
