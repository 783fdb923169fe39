import type { CardImage } from "../image/card-image.ts";
import type { ImageStore } from "../image/image-store.ts";
import { exchangeWith, type InsertableCard, type VirtualCardOptions } from "../virtual-card.ts";

/** Something that is wrong with one card. Each of the ways it can act is optional. */
export interface CardFault {
  /** Changes how the card behaves. */
  readonly onOptions?: (options: VirtualCardOptions) => VirtualCardOptions;
  /** Changes what is on the card before it is used. */
  readonly onImage?: (image: CardImage) => CardImage;
  /** Changes what the card writes. */
  readonly onStore?: (store: ImageStore) => ImageStore;
  /** Changes what passes between the reader and the card. */
  readonly onCard?: (card: InsertableCard) => InsertableCard;
}

/** A fault that can be asked for by name, as `name` or `name:parameter`. */
export interface CardFaultKind {
  readonly name: string;
  /** How the parameter is written; absent if the fault takes none. */
  readonly parameter?: string;
  /** What the card does, in one line. */
  readonly effect: string;
  /** Undefined when the parameter cannot be read. */
  readonly make: (parameter: string | undefined, wait: Wait) => CardFault | undefined;
}

/** Lets time pass, in milliseconds. */
export type Wait = (milliseconds: number) => Promise<void>;

type Transmit = InsertableCard["transmit"];

/** Puts `transmit` in front of a card; `transmit` is given the number of the command since power-on, from 1. */
export function interceptTransmit(
  card: InsertableCard,
  transmit: (command: Uint8Array, number: number) => ReturnType<Transmit>,
): InsertableCard {
  let number = 0;
  return {
    atr: card.atr,
    powerOn: () => {
      number = 0;
      card.powerOn();
    },
    powerOff: () => card.powerOff?.(),
    reset: () => {
      card.reset();
    },
    transmit: (command) => transmit(command, (number += 1)),
  };
}

/** A card that raises an error instead of carrying out its n-th command; undefined when the parameter is no number. */
export function throwAtCommand(
  parameter: string | undefined,
  errorFor: (number: number) => Error,
): Required<Pick<CardFault, "onCard">> | undefined {
  const at = parsePositiveInteger(parameter);
  if (at === undefined) return undefined;
  return {
    onCard: (card) =>
      interceptTransmit(card, (command, number) => {
        if (number === at) throw errorFor(number);
        return exchangeWith(card, command);
      }),
  };
}

/** A whole number from 1, or the default if nothing was given; undefined if something else was. */
export function parsePositiveInteger(parameter: string | undefined, otherwise?: number): number | undefined {
  if (parameter === undefined) return otherwise;
  return /^[1-9]\d{0,5}$/.test(parameter) ? Number(parameter) : undefined;
}

export function bytesOf(parameter: string | undefined, size: number): number | undefined {
  return parameter !== undefined && new RegExp(`^[0-9A-Fa-f]{${size * 2}}$`).test(parameter)
    ? Number.parseInt(parameter, 16)
    : undefined;
}
