import { scryptSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Random } from "../../foundation/random.ts";

const saltSize = 16;
const digestSize = 32;
/** About 1 ms: it keeps a passcode from being read by accident; no cost would protect six digits from who holds the file. */
const defaultCost = 256;

/** What scrypt does without asking for more memory than Node lets it have. */
const highestCost = 1 << 14;

/** Of exactly so many bytes: an empty digest would be that of every passcode. */
function base64Of(size: number) {
  return z.base64().refine((text) => Buffer.from(text, "base64").length === size, `must be ${size} bytes`);
}

export const passcodeHashSchema = z.strictObject({
  algorithm: z.literal("scrypt"),
  cost: z
    .int()
    .min(2)
    .max(highestCost)
    .refine((cost) => Number.isInteger(Math.log2(cost)), "must be a power of two"),
  salt: base64Of(saltSize),
  digest: base64Of(digestSize),
});

/** A passcode as the image keeps it: never the passcode itself. */
export type PasscodeHash = z.infer<typeof passcodeHashSchema>;

export function hashPasscode(value: Uint8Array, random: Random, cost = defaultCost): PasscodeHash {
  const salt = random.bytes(saltSize);
  const digest = scryptSync(value, salt, digestSize, { N: cost });
  return { algorithm: "scrypt", cost, salt: Buffer.from(salt).toString("base64"), digest: digest.toString("base64") };
}

export function matchesHash(value: Uint8Array, hash: PasscodeHash): boolean {
  const expected = Buffer.from(hash.digest, "base64");
  const digest = scryptSync(value, Buffer.from(hash.salt, "base64"), expected.length, { N: hash.cost });
  return timingSafeEqual(digest, expected);
}
