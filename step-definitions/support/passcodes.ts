import type { PasscodeRequest, PasscodeSource } from "../../src/client/index.ts";
import { TestkitError } from "../../src/foundation/errors/testkit-error.ts";

/** The person at the desktop: enters what the scenario has them enter, once, and counts how often they are asked. */
export class PersonAtTheDesktop implements PasscodeSource {
  asked = 0;
  readonly #passcode: string | undefined;
  readonly #before: () => void;

  /** Without a passcode the person cancels. `before` is what happens while they type. */
  constructor(passcode: string | undefined, before: () => void = () => undefined) {
    this.#passcode = passcode;
    this.#before = before;
  }

  ask({ refused }: PasscodeRequest): Promise<string> {
    if (refused !== undefined) return Promise.reject(refused);
    this.asked++;
    this.#before();
    return this.#passcode === undefined
      ? Promise.reject(new TestkitError("PASSCODE_CANCELLED"))
      : Promise.resolve(this.#passcode);
  }
}

/** A passcode of the same form that is not the right one. */
export function wrongPasscodeFor(passcode: string): string {
  const last = (Number(passcode.at(-1)) + 1) % 10;
  return `${passcode.slice(0, -1)}${last}`;
}
