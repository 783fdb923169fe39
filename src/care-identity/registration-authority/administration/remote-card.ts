import { randomUUID } from "node:crypto";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import {
  type LabelledCommand,
  decodeResponse,
  encodeCommand,
  formatStatusWord,
  type ResponseApdu,
  StatusWord,
} from "../../../iso7816/index.ts";

/** A card at the other end of a relay: the client passes commands on to it, and its answers back. */
export interface RemoteCard {
  /** Any status word is an answer. The client splits long commands, and joins long answers. */
  send(command: LabelledCommand): Promise<ResponseApdu>;
  /** Has the client verify the passcode, which it has from the person, once more. */
  verifyPasscode(): Promise<void>;
  /** Has the person at the client replace a temporary passcode with their own. */
  replacePasscode(temporary: string): Promise<void>;
}

/** What the client has to do next; docs/life-of-a-card.md. */
export type RelayStep =
  | { readonly step: "command"; readonly session: string; readonly name: string; readonly command: string }
  | { readonly step: "verify"; readonly session: string }
  | { readonly step: "passcode"; readonly session: string; readonly temporary: string }
  | { readonly step: "finished"; readonly result: object };

/** What the client answers: the card's response APDU in hexadecimal, or that the passcode has been replaced. */
export type RelayAnswer = { readonly response: string } | { readonly passcode: "replaced" | "verified" };

export type CardScript = (card: RemoteCard) => Promise<object>;

/**
 * A script of the authority that works on a card through a relay. Between two requests of the client it waits for the
 * card's answer; when the session is ended from outside, it fails with CARD_SESSION_ENDED.
 */
export class RelayedSession {
  readonly id: string = randomUUID();
  #next = Promise.withResolvers<RelayStep>();
  #waiting: PromiseWithResolvers<RelayAnswer> | undefined;
  #script: Promise<void> = Promise.resolve();
  #isEnded = false;

  /** Runs the script up to its first step. Rejects with what the script fails with. */
  begin(script: CardScript): Promise<RelayStep> {
    this.#script = script({
      send: async ({ name, ...command }) => {
        const bytes = Buffer.from(encodeCommand(command)).toString("hex");
        const answer = await this.#ask({ step: "command", session: this.id, name, command: bytes });
        return "response" in answer ? decodeResponse(Buffer.from(answer.response, "hex")) : this.#mismatch();
      },
      verifyPasscode: async () => {
        const answer = await this.#ask({ step: "verify", session: this.id });
        if (!("passcode" in answer) || answer.passcode !== "verified") this.#mismatch();
      },
      replacePasscode: async (temporary) => {
        const answer = await this.#ask({ step: "passcode", session: this.id, temporary });
        if (!("passcode" in answer) || answer.passcode !== "replaced") this.#mismatch();
      },
    }).then(
      (result) => {
        this.#next.resolve({ step: "finished", result });
      },
      (error: unknown) => {
        this.#next.reject(error);
      },
    );
    return this.#next.promise;
  }

  /** Hands in the client's answer, and resolves to the next step. Rejects with what the script fails with. */
  answer(answer: RelayAnswer): Promise<RelayStep> {
    const waiting = this.#waiting;
    if (waiting === undefined) throw new TestkitError("CARD_SESSION_ENDED");
    this.#waiting = undefined;
    this.#next = Promise.withResolvers();
    waiting.resolve(answer);
    return this.#next.promise;
  }

  /** Ends the session wherever it is. Resolves when its script has ended. */
  async end(): Promise<void> {
    this.#isEnded = true;
    this.#waiting?.reject(new TestkitError("CARD_SESSION_ENDED"));
    this.#waiting = undefined;
    // A request that waits for the next step fails with it; mostly none does.
    this.#next.promise.catch(() => undefined);
    await this.#script;
  }

  #ask(step: RelayStep): Promise<RelayAnswer> {
    if (this.#isEnded) throw new TestkitError("CARD_SESSION_ENDED");
    const answer = Promise.withResolvers<RelayAnswer>();
    this.#waiting = answer;
    this.#next.resolve(step);
    return answer.promise;
  }

  #mismatch(): never {
    throw new TestkitError("REQUEST_MALFORMED", { reason: "the answer does not belong to the instruction" });
  }
}

/** The data of a successful answer. Rejects with CARD_ANSWER_UNEXPECTED for every other status word. */
export async function sendExpectingSuccess(card: RemoteCard, command: LabelledCommand): Promise<Uint8Array> {
  const { sw, data } = await card.send(command);
  if (sw === StatusWord.SUCCESS) return data;
  throw new TestkitError("CARD_ANSWER_UNEXPECTED", { command: command.name, statusWord: formatStatusWord(sw) });
}
