import { z } from "zod";

/** A length of time, at most a year. */
export const seconds = z.int().min(1).max(31_536_000);

/** One authentication context class, such as AAL3_ANY. */
export const acr = z.string().regex(/^[A-Z0-9_]+$/);
