import {
  decodeResponse,
  encodeCommand,
  MalformedResponseError,
  StatusWord,
  withShortApdus,
  type CardConnection,
  type LabelledCommand,
  type ResponseApdu,
} from "../../iso7816/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { malformedAnswer, unexpectedAnswer } from "./card-errors.ts";

export interface CardChannelOptions {
  /** How long the card may take for one command. Default: two minutes, since cards that make an RSA key take one. */
  readonly cardTimeoutMs?: number | undefined;
}

/** Commands out, whole answers in, whatever the card's way of splitting them. */
export class CardChannel {
  readonly atr: Uint8Array;
  readonly #connection: CardConnection;
  readonly #timeout: number;

  constructor(connection: CardConnection, { cardTimeoutMs = 120_000 }: CardChannelOptions = {}) {
    this.atr = connection.atr;
    this.#connection = withShortApdus(connection);
    this.#timeout = cardTimeoutMs;
  }

  /**
   * Any status word is an answer. Rejects with CARD_ANSWER_MALFORMED if the card gave none, with CARD_UNRESPONSIVE if
   * its time is up.
   */
  async send(command: LabelledCommand): Promise<ResponseApdu> {
    const bytes = encodeCommand(command);
    try {
      return decodeResponse(await this.pass(bytes));
    } catch (error) {
      if (error instanceof MalformedResponseError) throw malformedAnswer(command.name, error.message, error);
      throw error;
    } finally {
      // It may have carried a passcode.
      bytes.fill(0);
    }
  }

  /** One whole command as somebody else made it, however long; its whole answer. */
  async pass(command: Uint8Array): Promise<Uint8Array> {
    const { promise: timeIsUp, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      reject(new TestkitError("CARD_UNRESPONSIVE"));
    }, this.#timeout);
    try {
      return await Promise.race([this.#connection.transmit(command), timeIsUp]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The data of a successful answer. Rejects with CARD_ANSWER_UNEXPECTED for every other status word. */
  async expect(command: LabelledCommand): Promise<Uint8Array> {
    const { sw, data } = await this.send(command);
    if (sw !== StatusWord.SUCCESS) throw unexpectedAnswer(command.name, sw);
    return data;
  }
}
