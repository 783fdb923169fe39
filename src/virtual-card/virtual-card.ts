import type { KeyObject } from "node:crypto";
import { secureRandom, type Random } from "../foundation/random.ts";
import type { KeyAlgorithm } from "../pki/index.ts";
import { fromHex } from "../iso7816/index.ts";
import { PivApplet } from "./applets/piv/piv-applet.ts";
import { Series8Applet } from "./applets/series8/series8-applet.ts";
import type { Applet } from "./card/applet.ts";
import { PrivateKey, type KeyGenerator, type RsaAlgorithm } from "./secrets/private-key.ts";
import { KeyMaker, KeyNeededError } from "./secrets/key-maker.ts";
import { CommandAbortedError } from "./card/card-reset.ts";
import { Engine } from "./card/engine.ts";
import type { AppletImage, CardImage } from "./image/card-image.ts";
import type { WronglyAccepted } from "./faults/wrongly-accepted.ts";
import type { ImageStore } from "./image/image-store.ts";
import type { AppletProfile } from "./profiles/card-profile.ts";
import { cardProfile } from "./profiles/card-profiles.ts";

/** A card as a reader sees it: a virtual one, or one with a fault in front of it. */
export interface InsertableCard {
  readonly atr: Uint8Array;
  /** Gives the card power: it comes up as after a reset. */
  powerOn(): void;
  reset(): void;
  /** One command APDU in, one response APDU out. */
  transmit(command: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /**
   * As `transmit`, but work that takes long is done on another thread, so that other cards go on. Rejects with
   * CommandAbortedError if the card is reset or loses its power meanwhile.
   */
  transmitAside?(command: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /** Takes the card's power: what it was doing is not done. */
  powerOff?(): void;
}

/** One command to a card, which does what takes long on another thread if it can. */
export function exchangeWith(card: InsertableCard, command: Uint8Array): Uint8Array | Promise<Uint8Array> {
  return card.transmitAside === undefined ? card.transmit(command) : card.transmitAside(command);
}

export interface VirtualCardOptions {
  /** Where the card writes its state down before it relies on it. Without one the state lives in memory only. */
  readonly store?: ImageStore | undefined;
  readonly random?: Random | undefined;
  /** How the card makes a key; by its kind of key by default. A test that makes many keys can give it keys made before. */
  readonly generateKey?: ((algorithm: KeyAlgorithm) => KeyObject) | undefined;
  /** How the card is read: some objects and all passcode commands need contacts. */
  readonly interface?: "contact" | "contactless" | undefined;
  /** What the card carries out although it has to refuse it. Default: nothing. */
  readonly accepts?: readonly WronglyAccepted[] | undefined;
  /** Told of every exception the card answered 6F00 for: each is a defect of the card. */
  readonly onDefect?: ((error: unknown) => void) | undefined;
}

/** A smartcard in software. Its state is that of an image, of which it keeps its own copy. */
export class VirtualCard implements InsertableCard {
  readonly atr: Uint8Array;
  readonly #image: CardImage;
  readonly #engine: Engine;
  readonly #keys: KeyMaker;

  constructor(image: CardImage, options: VirtualCardOptions = {}) {
    const profile = cardProfile(image.profile);
    const contactless = options.interface === "contactless";
    this.#image = structuredClone(image);
    this.atr = fromHex((contactless ? profile.contactlessAtr : undefined) ?? profile.atr);
    const persist = () => options.store?.save(this.image);
    const { random = secureRandom, onDefect } = options;
    this.#keys = new KeyMaker(options.generateKey);
    const { generate: generateKey } = this.#keys;
    const applets = this.#image.applets.map((part) =>
      appletOf(part, profile.applet, { contactless, random, generateKey, persist, accepts: new Set(options.accepts) }),
    );
    this.#engine = new Engine(applets, { ...profile.transport, onDefect });
  }

  /** The card's state as it is now: a copy. */
  get image(): CardImage {
    return structuredClone(this.#image);
  }

  powerOn(): void {
    this.#engine.reset();
  }

  powerOff(): void {
    this.#engine.reset();
  }

  reset(): void {
    this.#engine.reset();
  }

  /** Any bytes in, a response APDU out. */
  transmit(command: Uint8Array): Uint8Array {
    return this.#engine.transmit(command);
  }

  /** As `transmit`; a new RSA key is made on another thread. Rejects with CommandAbortedError. */
  transmitAside(command: Uint8Array): Uint8Array | Promise<Uint8Array> {
    try {
      return this.#keys.refusingSlow(() => this.#engine.transmit(command));
    } catch (error) {
      if (error instanceof KeyNeededError) return this.#finishWithKey(error.algorithm);
      throw error;
    }
  }

  async #finishWithKey(algorithm: RsaAlgorithm): Promise<Uint8Array> {
    const { unfinished } = this.#engine;
    const key = await PrivateKey.generateAside(algorithm);
    if (this.#engine.unfinished !== unfinished) throw new CommandAbortedError("the card was reset before it answered");
    return this.#keys.with(key, () => this.#engine.finish());
  }
}

interface AppletContext {
  readonly generateKey: KeyGenerator;
  readonly contactless: boolean;
  readonly accepts: ReadonlySet<WronglyAccepted>;
  readonly random: Random;
  readonly persist: () => void;
}

function appletOf(image: AppletImage, profile: AppletProfile, context: AppletContext): Applet {
  if (image.type === "piv" && profile.type === "piv") return new PivApplet({ image, profile, ...context });
  if (image.type === "series8" && profile.type === "series8") return new Series8Applet({ image, profile, ...context });
  throw new RangeError(`a card of the kind ${profile.type} has no application of the kind ${image.type}`);
}
