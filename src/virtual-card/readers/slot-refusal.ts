export type SlotRefusalReason =
  /** Another connection has the reader, or its card, for itself. */
  | "shared-with-others"
  | "card-absent"
  /** The card was reset since the connection last used it. */
  | "card-reset"
  /** The card that the connection was made to has left the reader. */
  | "card-removed"
  /** The connection has not taken the lock that it gives back. */
  | "not-locked"
  /** The card offers none of the protocols asked for, or another one is in use. */
  | "protocol";

/** Why a reader does not do what a connection asks for. */
export class SlotRefusal extends Error {
  override readonly name = "SlotRefusal";
  readonly reason: SlotRefusalReason;

  constructor(reason: SlotRefusalReason, options?: ErrorOptions) {
    super(`the reader refused: ${reason}`, options);
    this.reason = reason;
  }
}
