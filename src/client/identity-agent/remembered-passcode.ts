import type { PasscodeSource } from "../passcode/passcode-source.ts";

/**
 * The passcode that the card has accepted when the person signed in at the Identity Agent: it answers for them until the card
 * is taken out. It answers for the authentication key alone, and is forgotten with the first refusal.
 */
export class RememberedPasscode {
  #passcode: Uint8Array | undefined;

  keep(passcode: Uint8Array): void {
    this.forget();
    this.#passcode = Uint8Array.from(passcode);
  }

  forget(): void {
    this.#passcode?.fill(0);
    this.#passcode = undefined;
  }

  /** A source that asks the person only if there is nothing to remember. */
  before(person: PasscodeSource): PasscodeSource {
    let answered = false;
    return {
      ask: async (request, signal) => {
        const known = this.#passcode;
        const fits = request.purpose === "authentication" && request.choosing === undefined;
        if (known !== undefined && fits && request.refused === undefined && !answered) {
          answered = true;
          return Uint8Array.from(known);
        }
        if (request.refused !== undefined && answered) this.forget();
        return person.ask(request, signal);
      },
      refused: (error) => {
        this.forget();
        person.refused?.(error);
      },
    };
  }

  /** A source whose last answer can be kept, once the card has accepted it. */
  static recording(person: PasscodeSource): { readonly source: PasscodeSource; readonly last: () => Uint8Array } {
    let last = new Uint8Array();
    const source: PasscodeSource = {
      ask: async (request, signal) => {
        last.fill(0);
        const given = await person.ask(request, signal);
        last = Uint8Array.from(typeof given === "string" ? Buffer.from(given) : given);
        return given;
      },
      refused: (error) => person.refused?.(error),
    };
    return { source, last: () => last };
  }
}
