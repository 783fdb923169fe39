import { PowerLostError, type ImageStore } from "../image/image-store.ts";
import type { CardImage } from "../image/card-image.ts";
import { VirtualCard, type InsertableCard, type VirtualCardOptions } from "../virtual-card.ts";
import type { CardFault } from "./card-fault.ts";

const memory: ImageStore = { save: () => undefined };

/** A card with faults: the first one is nearest to the card. Without any it is the card as it is. */
export function faultyCard(
  image: CardImage,
  faults: readonly CardFault[],
  options: VirtualCardOptions = {},
): InsertableCard {
  const damaged = faults.reduce((state, { onImage }) => onImage?.(state) ?? state, image);
  const changed = faults.reduce((given, { onOptions }) => onOptions?.(given) ?? given, options);
  const card = new RestartingCard(damaged, changed, (store) =>
    faults.reduce((behind, { onStore }) => onStore?.(behind) ?? behind, store),
  );
  return faults.reduce<InsertableCard>((inner, { onCard }) => onCard?.(inner) ?? inner, card);
}

/** Comes up, after it lost its power, from what was written: the rest of its state went with the power. */
class RestartingCard implements InsertableCard {
  readonly #options: VirtualCardOptions;
  #card: VirtualCard;
  #written: CardImage;
  #lost = false;

  constructor(image: CardImage, options: VirtualCardOptions, withFaults: (store: ImageStore) => ImageStore) {
    const { store = memory } = options;
    this.#written = image;
    const noted: ImageStore = {
      save: (state) => {
        store.save(state);
        this.#written = state;
      },
    };
    this.#options = { ...options, store: withFaults(noted) };
    this.#card = new VirtualCard(image, this.#options);
  }

  get atr(): Uint8Array {
    return this.#card.atr;
  }

  powerOn(): void {
    if (this.#lost) this.#card = new VirtualCard(this.#written, this.#options);
    this.#lost = false;
    this.#card.powerOn();
  }

  powerOff(): void {
    this.#card.powerOff();
  }

  reset(): void {
    this.#card.reset();
  }

  transmit(command: Uint8Array): Uint8Array | Promise<Uint8Array> {
    try {
      const answer = this.#card.transmitAside(command);
      return answer instanceof Promise ? answer.catch((error: unknown) => this.#failed(error)) : answer;
    } catch (error) {
      return this.#failed(error);
    }
  }

  #failed(error: unknown): never {
    this.#lost ||= error instanceof PowerLostError;
    throw error;
  }
}
