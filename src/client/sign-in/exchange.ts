import { z } from "zod";

const role = z.object({
  roleId: z.string(),
  organisationCode: z.string(),
  organisationName: z.string(),
  roleName: z.string(),
});

const notice = z.object({ code: z.string(), notAfter: z.iso.datetime().optional() });

/** Where a sign-in stands, as CIS2 answers it (docs/sign-in-exchange.md). Fields of later versions are ignored. */
export const signInState = z.object({
  step: z.enum(["authenticator", "smartcard", "role", "finished"]),
  relyingParty: z.object({ clientId: z.string(), name: z.string() }),
  roles: z.array(role).max(10_000).optional(),
  user: z.object({ userId: z.string(), name: z.string() }).optional(),
  notices: z.array(notice).max(100).optional(),
  continue: z.string().optional(),
});

/** The challenge the card has to answer. `origin` says whom CIS2 takes itself for; the client signs what it sees itself. */
export const signInChallenge = z.object({
  challenge: z.base64().min(43).max(1024),
  origin: z.string().optional(),
  expiresAt: z.iso.datetime().optional(),
});

export type SignInState = z.infer<typeof signInState>;
export type SignInRole = z.infer<typeof role>;
export type SignInNotice = z.infer<typeof notice>;
