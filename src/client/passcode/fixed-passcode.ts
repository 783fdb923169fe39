import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { PasscodeSource } from "./passcode-source.ts";

/** The environment variable that carries a passcode to a run with no person at it. */
export const passcodeVariable = "CIS2_TESTKIT_PASSCODE";

/** The environment variable that carries a passcode to be set. */
export const newPasscodeVariable = "CIS2_TESTKIT_NEW_PASSCODE";

/** One passcode known beforehand, and one to be set where there is any. Refused once, neither is given again. */
export function fixedPasscode(passcode: string | undefined, next?: string): PasscodeSource {
  return {
    ask: ({ refused, choosing }) => {
      const answer = choosing === undefined ? passcode : next;
      if (refused !== undefined) return Promise.reject(refused);
      return answer === undefined || answer === ""
        ? Promise.reject(new TestkitError("PASSCODE_CANCELLED"))
        : Promise.resolve(answer);
    },
  };
}

/** The passcodes in CIS2_TESTKIT_PASSCODE and CIS2_TESTKIT_NEW_PASSCODE, looked up when they are asked for. */
export function environmentPasscode(environment: NodeJS.ProcessEnv = process.env): PasscodeSource {
  return {
    ask: (request) => fixedPasscode(environment[passcodeVariable], environment[newPasscodeVariable]).ask(request),
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
