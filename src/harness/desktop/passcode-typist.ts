import type { PasscodeWindow } from "../../client/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";

/** The person before the passcode windows of a desktop: waits for one to come up, and answers it once. */
export class PasscodeTypist {
  readonly #timeoutMs: number;
  #window: PasscodeWindow | undefined;
  #cameUp = Promise.withResolvers<undefined>();
  readonly #waiting = new Set<() => void>();

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

  /** Leaves the window that is up. Whatever waits for one rejects with PASSCODE_NOT_ASKED. */
  reset(): void {
    this.#window = undefined;
    for (const giveUp of this.#waiting) giveUp();
  }

  async #open(): Promise<PasscodeWindow> {
    const began = performance.now();
    const waited = Promise.withResolvers<never>();
    const giveUp = () => {
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      waited.reject(new TestkitError("PASSCODE_NOT_ASKED", { seconds }));
    };
    const timer = setTimeout(giveUp, this.#timeoutMs);
    this.#waiting.add(giveUp);
    try {
      while (this.#window?.view.state !== "asking") await Promise.race([this.#cameUp.promise, waited.promise]);
      return this.#window;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(giveUp);
    }
  }
}
