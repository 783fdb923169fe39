import { scryptSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Random } from "../../foundation/random.ts";

const saltSize = 16;
const digestSize = 32;
/** About 1 ms: it keeps a passcode from being read by accident; no cost would protect six digits from who holds the file. */
const defaultCost = 256;

export const passcodeHashSchema = z.strictObject({
  algorithm: z.literal("scrypt"),
  cost: z
    .int()
    .min(2)
    .max(1 << 20),
  salt: z.base64(),
  digest: z.base64(),
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
