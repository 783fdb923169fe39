import { isTestkitError, TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { PasscodeRequest, PasscodeSource } from "../../passcode/passcode-source.ts";

/** What a passcode window shows. */
export type WindowView =
  | {
      readonly state: "asking";
      readonly request: PasscodeRequest;
      /** Counts how often this window has asked: an answer to an earlier question is none to this one. */
      readonly question: number;
    }
  | { readonly state: "working" }
  | { readonly state: "done" }
  | { readonly state: "cancelled" }
  | { readonly state: "failed"; readonly error: TestkitError };

interface Asked {
  resolve(passcode: Uint8Array): void;
  reject(error: TestkitError): void;
}

/** One window in which a person is asked for a passcode, again after a refusal, until it is accepted or they cancel. */
export class PasscodeWindow implements PasscodeSource {
  readonly id: string;
  readonly #timeoutMs: number;
  readonly #show: (window: PasscodeWindow) => void;
  #view: WindowView = { state: "working" };
  #asked: Asked | undefined;
  #changed = Promise.withResolvers<undefined>();
  #question = 0;
  #shown = false;

  constructor(id: string, timeoutMs: number, show: (window: PasscodeWindow) => void) {
    this.id = id;
    this.#timeoutMs = timeoutMs;
    this.#show = show;
  }

  async ask(request: PasscodeRequest, signal?: AbortSignal): Promise<Uint8Array> {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    this.#asked = { resolve, reject };
    this.#question += 1;
    this.#change({ state: "asking", request, question: this.#question });
    const cancel = () => {
      this.cancel();
    };
    const timer = setTimeout(cancel, this.#timeoutMs);
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      if (signal?.aborted) cancel();
      else if (!this.#shown) {
        this.#shown = true;
        this.#show(this);
      }
      return await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
    }
  }

  get view(): WindowView {
    return this.#view;
  }

  /**
   * Hands in what the person typed, in answer to the question being asked unless another is named. Where that is not
   * asked, or no longer, the passcode is only overwritten: a form sent twice must not spend a second try.
   */
  submit(passcode: Uint8Array, question = this.#question): void {
    const asked = this.#asked;
    if (asked === undefined || question !== this.#question) {
      passcode.fill(0);
      return;
    }
    this.#asked = undefined;
    this.#change({ state: "working" });
    asked.resolve(passcode);
  }

  cancel(): void {
    const asked = this.#asked;
    if (asked === undefined) return;
    this.#asked = undefined;
    this.#change({ state: "working" });
    asked.reject(new TestkitError("PASSCODE_CANCELLED"));
  }

  /** Shows how it ended: well, or with this error. */
  end(error?: unknown): void {
    this.#asked = undefined;
    if (error === undefined) this.#change({ state: "done" });
    else if (isTestkitError(error, "PASSCODE_CANCELLED")) this.#change({ state: "cancelled" });
    else {
      const failure = isTestkitError(error) ? error : new TestkitError("SERVICE_FAILED", {}, { cause: error });
      this.#change({ state: "failed", error: failure });
    }
  }

  /** Resolves when the card is not being worked with: the person has something to read or to do. */
  async settled(): Promise<WindowView> {
    while (this.#view.state === "working") await this.#changed.promise;
    return this.#view;
  }

  #change(view: WindowView): void {
    this.#view = view;
    this.#changed.resolve(undefined);
    this.#changed = Promise.withResolvers();
  }
}
