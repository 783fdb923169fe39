import type { PasscodeWindow } from "../../client/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";

/** The person before the passcode windows of a desktop: waits for one to come up, and answers it once. */
export class PasscodeTypist {
  readonly #timeoutMs: number;
  #window: PasscodeWindow | undefined;
  #cameUp = Promise.withResolvers<undefined>();

  /** `timeoutMs` is how long the person waits for a window, in milliseconds. */
  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** Called when a window has come up. */
  show(window: PasscodeWindow): void {
    this.#window = window;
    this.#cameUp.resolve(undefined);
    this.#cameUp = Promise.withResolvers();
  }

  /** Resolves when the card has taken the passcode. Rejects as `TestDesktop.enterPasscode` does. */
  async enter(passcode: string): Promise<void> {
    const window = await this.#open();
    window.submit(Buffer.from(passcode));
    const view = await window.settled();
    if (view.state === "failed") throw view.error;
    if (view.state === "asking" && view.request.refused !== undefined) throw view.request.refused;
  }

  /** Rejects with PASSCODE_NOT_ASKED. */
  async cancel(): Promise<void> {
    (await this.#open()).cancel();
  }

  async #open(): Promise<PasscodeWindow> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new TestkitError("PASSCODE_NOT_ASKED", { seconds: this.#timeoutMs / 1000 }));
      }, this.#timeoutMs);
    });
    try {
      while (this.#window?.view.state !== "asking") await Promise.race([this.#cameUp.promise, tooLate]);
      return this.#window;
    } finally {
      clearTimeout(timer);
    }
  }
}
