import type { CardImage } from "./card-image.ts";

/** Where a card writes its state down. `save` has returned only when a crash can no longer undo it. */
export interface ImageStore {
  /** Throws StoreFailedError when the state could not be written; the card then answers 6581. */
  save(image: CardImage): void;
}

export class StoreFailedError extends Error {
  override readonly name = "StoreFailedError";
}

/** The card lost its power in the middle of a write: it gives no answer, and comes up again from what was written. */
export class PowerLostError extends Error {
  override readonly name = "PowerLostError";
}
