/** What a card can carry out although it has to refuse it. */
export const wronglyAccepted = [
  "wrong-passcode",
  "wrong-puk",
  "short-passcode",
  "wrong-parameters",
  "writing",
  "making-keys",
] as const;

export type WronglyAccepted = (typeof wronglyAccepted)[number];
