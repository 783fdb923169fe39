import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { CardResetError, CommandAbortedError } from "../../card/card-reset.ts";
import { PowerLostError } from "../../image/image-store.ts";
import { exchangeWith, type InsertableCard } from "../../virtual-card.ts";
import { frame, FrameReader } from "./frames.ts";

/**
 * The one-byte messages of the reader; every other message is a command APDU. A program's command of one of these bytes is
 * taken for the reader's: vpcd does not tell them apart.
 */
const control = { powerOff: 0x00, powerOn: 0x01, reset: 0x02, atr: 0x04 } as const;
const controlCodes: ReadonlySet<number> = new Set(Object.values(control));

/**
 * pcscd powers each newly noticed card. If it polls without powering this one, it missed the previous card's removal:
 * disconnect and connect again.
 */
const mostLooksWithoutPower = 4;

export interface VpcdLinkOptions {
  readonly host: string;
  readonly port: number;
  /** Called after every read; see quickAcknowledgement. */
  readonly afterRead?: ((socket: Socket) => void) | undefined;
}

/** One stay of a card in a reader of vpcd (vsmartcard's ifd-vpcd): one TCP connection, which is the card's presence. */
export class VpcdLink {
  /** Resolves when the reader has powered the card and asked for its ATR: PC/SC programs see it now. */
  readonly present: Promise<void>;
  /** Settles when the connection has ended, by `close`, by the reader, or because the card lost its power. */
  readonly ended: Promise<void>;
  readonly #socket: Socket;
  readonly #card: InsertableCard;
  #cardLeft = false;
  #powered = false;
  #looksWithoutPower = 0;
  readonly #seen: () => void;
  #exchanges: Promise<void> = Promise.resolve();

  private constructor(socket: Socket, card: InsertableCard, afterRead: VpcdLinkOptions["afterRead"]) {
    this.#socket = socket;
    this.#card = card;
    const { promise, resolve: seen } = Promise.withResolvers<undefined>();
    this.present = promise;
    this.#seen = () => {
      seen(undefined);
    };
    const frames = new FrameReader();
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => {
      afterRead?.(socket);
      for (const message of frames.push(chunk)) this.#exchanges = this.#exchanges.then(() => this.#answer(message));
    });
    socket.on("error", () => socket.destroy());
    this.ended = new Promise((resolve) =>
      socket.once("close", () => {
        card.powerOff?.();
        resolve();
      }),
    );
  }

  /** Rejects with the connection's error, such as ECONNREFUSED if no pcscd listens. */
  static async open(card: InsertableCard, { host, port, afterRead }: VpcdLinkOptions): Promise<VpcdLink> {
    const socket = connect({ host, port });
    await once(socket, "connect");
    return new VpcdLink(socket, card, afterRead);
  }

  /** Whether the card took itself out, as one does that loses its power. */
  get cardLeft(): boolean {
    return this.#cardLeft;
  }

  get closed(): boolean {
    return this.#socket.destroyed;
  }

  /** Takes the card out. */
  async close(): Promise<void> {
    this.#socket.destroy();
    await this.ended;
  }

  async #answer(message: Uint8Array): Promise<void> {
    const [code = 0] = message;
    if (message.length === 1 && controlCodes.has(code)) {
      this.#control(code);
      return;
    }
    try {
      const answer = await this.#transmit(message);
      this.#socket.write(frame(answer));
    } catch (error) {
      // The card was taken out meanwhile: who asked is not there to hear.
      if (error instanceof CommandAbortedError) return;
      if (!(error instanceof PowerLostError)) throw error;
      this.#cardLeft = true;
      this.#socket.destroy();
    }
  }

  #control(code: number): void {
    if (code === control.powerOn) {
      this.#card.powerOn();
      this.#powered = true;
    } else if (code === control.reset || code === control.powerOff) this.#card.reset();
    else if (code === control.atr) {
      this.#socket.write(frame(this.#card.atr));
      if (this.#powered) this.#seen();
      else if (++this.#looksWithoutPower > mostLooksWithoutPower) this.#socket.destroy();
    }
  }

  /** Behind pcscd a card cannot say that another program reset it; it has simply lost its security status. */
  async #transmit(command: Uint8Array): Promise<Uint8Array> {
    try {
      return await exchangeWith(this.#card, command);
    } catch (error) {
      if (!(error instanceof CardResetError)) throw error;
      this.#card.reset();
      return exchangeWith(this.#card, command);
    }
  }
}
