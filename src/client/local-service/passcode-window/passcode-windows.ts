import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { Random } from "../../../foundation/random.ts";
import type { PasscodeSource } from "../../passcode/passcode-source.ts";
import { PasscodeWindow, type WindowSurroundings } from "./passcode-window.ts";

/** How many windows may ask at the same time, for one site and for all: a person has to be able to tell them apart. */
const mostOfOneOrigin = 4;
const mostOfAll = 16;

/** How many windows that have ended can still be read. */
const remembered = 20;

export interface PasscodeWindowsOptions extends Pick<WindowSurroundings, "cardRemoved"> {
  readonly random: Random;
  /** How long, in milliseconds, a person may take before the window counts as cancelled. */
  readonly passcodeTimeoutMs: number;
  /** Brings a window before the person, given its path. */
  readonly show: (path: string, window: PasscodeWindow) => void;
}

/** The passcode windows of the local service, each reachable by an unguessable path. */
export class PasscodeWindows {
  readonly #options: PasscodeWindowsOptions;
  readonly #windows = new Map<string, PasscodeWindow>();
  readonly #origins = new WeakMap<PasscodeWindow, string>();

  constructor(options: PasscodeWindowsOptions) {
    this.#options = options;
  }

  find(id: string): PasscodeWindow | undefined {
    return this.#windows.get(id);
  }

  /** Gives `work` a window to ask in; it is brought up when a passcode is needed, and told how the work ended. Rejects with PASSCODE_WINDOWS_OPEN. */
  async during<T>(origin: string, work: (passcodes: PasscodeSource) => Promise<T>): Promise<T> {
    const { random, passcodeTimeoutMs, show, cardRemoved } = this.#options;
    const id = Buffer.from(random.bytes(32)).toString("base64url");
    const window = new PasscodeWindow(id, {
      timeoutMs: passcodeTimeoutMs,
      show: () => {
        this.#checkRoom(origin);
        show(`/passcode/${id}`, window);
      },
      cardRemoved,
    });
    this.#origins.set(window, origin);
    this.#windows.set(id, window);
    try {
      const result = await work(window);
      window.end();
      return result;
    } catch (error) {
      window.end(error);
      throw error;
    } finally {
      this.#forget();
    }
  }

  /** What the person sees of the windows of a site: none, some that no browser has opened yet, or an open one. */
  stateOf(origin: string): "none" | "opening" | "open" {
    const asking = this.#asking(origin);
    if (asking.length === 0) return "none";
    return asking.every(({ seen }) => seen) ? "open" : "opening";
  }

  /** Brings up once more the windows of a site that ask for a passcode. */
  showAgain(origin: string): void {
    for (const window of this.#asking(origin)) window.showAgain();
  }

  /** Cancels the windows that ask for a passcode. */
  cancelAll(): void {
    for (const window of this.#windows.values()) window.cancel();
  }

  /** The window that is about to be shown asks already. */
  #checkRoom(origin: string): void {
    if (this.#asking(origin).length > mostOfOneOrigin || this.#asking().length > mostOfAll) {
      throw new TestkitError("PASSCODE_WINDOWS_OPEN", { origin });
    }
  }

  #asking(origin?: string): PasscodeWindow[] {
    return [...this.#windows.values()].filter(
      (window) => window.view.state === "asking" && (origin === undefined || this.#origins.get(window) === origin),
    );
  }

  #forget(): void {
    const ended = [...this.#windows.values()].filter(({ view }) => view.state !== "asking" && view.state !== "working");
    for (const { id } of ended.slice(0, Math.max(0, ended.length - remembered))) this.#windows.delete(id);
  }
}
