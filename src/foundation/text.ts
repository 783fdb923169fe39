import { z } from "zod";

/** Text for people: no half of a surrogate pair, which no encoding can carry, and no control characters. */
export const text = z
  .string()
  .refine((value) => value.isWellFormed(), "must be whole Unicode characters")
  .refine((value) => !/\p{Cc}/u.test(value), "must have no control characters");
