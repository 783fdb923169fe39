import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { safeParse } from "../../foundation/safe-parse.ts";

const signatureAlgorithms = ["RS256", "ES256", "ES384"] as const;
const clientKinds = ["smartcard-connect", "identity-agent"] as const;

const base64 = z.base64().min(1).max(16_384);

/**
 * What the client on the desktop hands in. The sign-in exchange is our own (docs/sign-in-exchange.md), modelled on the
 * authentication token of Web eID (web-eid-system-architecture-doc, "Web eID authentication token specification").
 */
export const assertionSchema = z.strictObject({
  format: z.literal("cis2-testkit:1"),
  challenge: base64,
  origin: z.string().min(1).max(2048),
  algorithm: z.enum(signatureAlgorithms),
  signature: base64,
  unverifiedCertificate: base64,
  client: z.strictObject({ kind: z.enum(clientKinds), version: z.string().min(1).max(64) }),
});

export type Assertion = z.infer<typeof assertionSchema>;
export type ClientKind = (typeof clientKinds)[number];

/** Reads what a client handed in. Throws ASSERTION_MALFORMED, which names the members that are wrong. */
export function parseAssertion(received: unknown): Assertion {
  const result = safeParse(assertionSchema, received);
  if (result.success) return result.data;
  const reason = z.prettifyError(result.error).replaceAll(/\s+/g, " ");
  throw new TestkitError("ASSERTION_MALFORMED", { reason }, { cause: result.error });
}
