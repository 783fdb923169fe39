import { StatusWord, type CommandApdu } from "../../iso7816/index.ts";
import { status, type Answer } from "./applet.ts";

/**
 * How a card hands over data. `at-once`, as cards with T=1 do: up to Le bytes, or 256 if the command has no Le.
 * `announce`, as cards with T=0 do: a command with data gets 61xx, with or without Le, and so does one without Le; GET
 * RESPONSE fetches the answer. What does not fit is announced either way.
 */
export type ResponseStyle = "announce" | "at-once";

const shortMaximum = 256;

/** Cuts an answer into responses of the length asked for and keeps the rest for GET RESPONSE (ISO/IEC 7816-4, 7.6.1). */
export class ResponseBuffer {
  readonly #style: ResponseStyle;
  #rest: Answer | undefined;

  constructor(style: ResponseStyle) {
    this.#style = style;
  }

  get waiting(): boolean {
    return this.#rest !== undefined;
  }

  deliver(answer: Answer, command: CommandApdu): Answer {
    const { le, extended, data } = command;
    const announced = this.#style === "announce" && !extended && (le === undefined || data.length > 0);
    return this.#upTo(announced ? 0 : (le ?? shortMaximum), answer);
  }

  getResponse(command: CommandApdu): Answer {
    if (this.#rest === undefined) return status(StatusWord.CONDITIONS_NOT_SATISFIED);
    if (command.p1 !== 0 || command.p2 !== 0) return status(StatusWord.WRONG_P1_P2);
    return this.#upTo(command.le ?? shortMaximum, this.#rest);
  }

  drop(): void {
    this.#rest = undefined;
  }

  #upTo(limit: number, { sw, data }: Answer): Answer {
    if (data === undefined || data.length <= limit) {
      this.#rest = undefined;
      return data === undefined ? { sw } : { sw, data };
    }
    this.#rest = { sw, data: data.subarray(limit) };
    const left = data.length - limit;
    return { sw: 0x6100 | (left < shortMaximum ? left : 0), data: data.subarray(0, limit) };
  }
}
