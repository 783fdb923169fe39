import { createHmac, randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { dropOldest } from "../../foundation/drop-oldest.ts";
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

/**
 * Pairs of a passcode and its hash that this process has seen to match, sealed with a key that it alone has and writes
 * nowhere. They spare a card that is used again the cost; what is kept at rest is the hash.
 */
const seen = new Set<string>();
const mostSeen = 256;
const sealKey = randomBytes(32);

export function hashPasscode(value: Uint8Array, random: Random, cost = defaultCost): PasscodeHash {
  const salt = random.bytes(saltSize);
  const digest = scryptSync(value, salt, digestSize, { N: cost });
  const hash = { algorithm: "scrypt" as const, cost, salt: base64(salt), digest: base64(digest) };
  see(sealOf(value, hash));
  return hash;
}

export function matchesHash(value: Uint8Array, hash: PasscodeHash): boolean {
  const seal = sealOf(value, hash);
  if (seen.has(seal)) return true;
  const expected = Buffer.from(hash.digest, "base64");
  const digest = scryptSync(value, Buffer.from(hash.salt, "base64"), expected.length, { N: hash.cost });
  const matches = timingSafeEqual(digest, expected);
  if (matches) see(seal);
  return matches;
}

function sealOf(value: Uint8Array, { cost, salt, digest }: PasscodeHash): string {
  return createHmac("sha256", sealKey).update(`${cost} ${salt} ${digest} `).update(value).digest("base64");
}

function see(seal: string): void {
  seen.add(seal);
  dropOldest(seen, mostSeen);
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
