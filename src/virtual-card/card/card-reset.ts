/** Another program reset the card while it was in use: the command was not carried out. */
export class CardResetError extends Error {
  override readonly name = "CardResetError";
}
