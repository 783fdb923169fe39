import type { InsertableCard, VirtualCard } from "../../src/virtual-card/index.ts";

const verify = 0x20;

/** A card that counts the passcodes it is given. */
export class WatchedCard implements InsertableCard {
  readonly #card: VirtualCard;
  passcodes = 0;

  constructor(card: VirtualCard) {
    this.#card = card;
  }

  get atr(): Uint8Array {
    return this.#card.atr;
  }

  get triesLeft(): number | undefined {
    return this.#card.image.applets[0]?.references.pin.triesLeft;
  }

  powerOn(): void {
    this.#card.powerOn();
  }

  reset(): void {
    this.#card.reset();
  }

  transmit(command: Uint8Array): Uint8Array {
    // A VERIFY with data: without, it asks how many tries are left.
    if (command[1] === verify && command.length > 5) this.passcodes += 1;
    return this.#card.transmit(command);
  }
}
