import type { PasscodeRequest, PasscodeSource } from "../../src/client/index.ts";
import { TestkitError } from "../../src/foundation/errors/testkit-error.ts";

/** The person at the desktop: enters what the scenario has them enter, once, and counts how often they are asked. */
export class ScriptedPerson implements PasscodeSource {
  asked = 0;
  readonly #passcode: string | undefined;
  readonly #whileTyping: () => Promise<void>;

  /** Without a passcode the person cancels. `whileTyping` is what happens between the question and the answer. */
  constructor(passcode: string | undefined, whileTyping: () => Promise<void> = () => Promise.resolve()) {
    this.#passcode = passcode;
    this.#whileTyping = whileTyping;
  }

  async ask({ refused }: PasscodeRequest): Promise<string> {
    if (refused !== undefined) throw refused;
    this.asked++;
    await this.#whileTyping();
    if (this.#passcode === undefined) throw new TestkitError("PASSCODE_CANCELLED");
    return this.#passcode;
  }
}

/** A passcode of the same form that is not the right one. */
export function wrongPasscodeFor(passcode: string): string {
  const last = (Number(passcode.at(-1)) + 1) % 10;
  return `${passcode.slice(0, -1)}${last}`;
}
