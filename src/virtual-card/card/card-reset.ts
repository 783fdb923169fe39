/** Another program reset the card while it was in use: the command was not carried out. */
export class CardResetError extends Error {
  override readonly name = "CardResetError";
}

/** The card was reset, or lost its power, before it had answered: the command was not carried out. */
export class CommandAbortedError extends Error {
  override readonly name = "CommandAbortedError";
}
