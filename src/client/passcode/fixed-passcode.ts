import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { PasscodeSource } from "./passcode-source.ts";

/** The environment variable that carries a passcode to a run with no person at it. */
export const passcodeVariable = "CIS2_TESTKIT_PASSCODE";

/** One passcode known beforehand. Refused once, it is not given again. */
export function fixedPasscode(passcode: string): PasscodeSource {
  return {
    ask: ({ refused }) => (refused === undefined ? Promise.resolve(passcode) : Promise.reject(refused)),
  };
}

/** The passcode in CIS2_TESTKIT_PASSCODE, looked up when it is asked for. */
export function environmentPasscode(environment: NodeJS.ProcessEnv = process.env): PasscodeSource {
  return {
    ask: (request) => {
      const passcode = environment[passcodeVariable];
      if (passcode === undefined || passcode === "") return Promise.reject(new TestkitError("PASSCODE_CANCELLED"));
      return fixedPasscode(passcode).ask(request);
    },
  };
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
