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
  /** No longer kept, or never there. */
  | { readonly state: "gone" }
  | { readonly state: "failed"; readonly error: TestkitError };

/** What a passcode window needs from the desktop it is on. */
export interface WindowSurroundings {
  /** How long, in milliseconds, a person may take before the window counts as cancelled. */
  readonly timeoutMs: number;
  /** Brings the window before the person. */
  readonly show: (window: PasscodeWindow) => void;
  /** Resolves to true as soon as the card is taken out of the reader, to false when the signal aborts. */
  readonly cardRemoved?: ((reader: string, signal: AbortSignal) => Promise<boolean>) | undefined;
}

/** How often a window may be brought up again: a page that asks for it without end opens no more. */
const mostShowings = 6;

interface Asked {
  resolve(passcode: Uint8Array): void;
  reject(error: TestkitError): void;
}

/** One window in which a person is asked for a passcode, again after a refusal, until it is accepted or they cancel. */
export class PasscodeWindow implements PasscodeSource {
  readonly id: string;
  readonly #surroundings: WindowSurroundings;
  #view: WindowView = { state: "working" };
  #asked: Asked | undefined;
  #changed = Promise.withResolvers<undefined>();
  #question = 0;
  #showings = 0;
  /** Whether a browser has fetched the window's page. */
  seen = false;

  constructor(id: string, surroundings: WindowSurroundings) {
    this.id = id;
    this.#surroundings = surroundings;
  }

  async ask(request: PasscodeRequest, signal?: AbortSignal): Promise<Uint8Array> {
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    this.#asked = { resolve, reject };
    this.#question += 1;
    this.#change({ state: "asking", request, question: this.#question });
    const cancel = () => {
      this.cancel();
    };
    const timer = setTimeout(cancel, this.#surroundings.timeoutMs);
    signal?.addEventListener("abort", cancel);
    const answered = new AbortController();
    try {
      if (signal?.aborted) cancel();
      else if (this.#showings === 0) this.showAgain();
      void this.#cancelWithoutCard(request.reader, answered.signal);
      return await promise;
    } finally {
      answered.abort();
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
    }
  }

  get view(): WindowView {
    return this.#view;
  }

  /**
   * Submits a passcode for a question (default: the current one). For any other question the passcode is only
   * overwritten, so that a form sent twice spends one try.
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

  cancel(error: TestkitError = new TestkitError("PASSCODE_CANCELLED")): void {
    const asked = this.#asked;
    if (asked === undefined) return;
    this.#asked = undefined;
    this.#change({ state: "working" });
    asked.reject(error);
  }

  /** Brings the window before the person, once more if they have lost it. After six times it does nothing. */
  showAgain(): void {
    if (this.#showings++ < mostShowings) this.#surroundings.show(this);
  }

  /** Resolves once the window no longer asks this question, or the caller has gone. */
  async answered(question: number, signal: AbortSignal): Promise<void> {
    const gone = new Promise((resolve) => {
      signal.addEventListener("abort", resolve);
    });
    while (this.#view.state === "asking" && this.#view.question === question && !signal.aborted) {
      await Promise.race([this.#changed.promise, gone]);
    }
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

  async #cancelWithoutCard(reader: string, signal: AbortSignal): Promise<void> {
    const removed = await this.#surroundings.cardRemoved?.(reader, signal);
    if (removed === true && !signal.aborted) this.cancel(new TestkitError("CARD_REMOVED"));
  }

  #change(view: WindowView): void {
    this.#view = view;
    this.#changed.resolve(undefined);
    this.#changed = Promise.withResolvers();
  }
}
