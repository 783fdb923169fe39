import { z } from "zod";

const role = z.object({
  roleId: z.string(),
  organisationCode: z.string(),
  organisationName: z.string(),
  roleName: z.string(),
});

const notice = z.object({ code: z.string(), notAfter: z.iso.datetime().optional() });

const user = z.object({ userId: z.string(), name: z.string() });

const everyStep = z.object({
  relyingParty: z.object({ clientId: z.string(), name: z.string() }),
  notices: z.array(notice).max(100).optional(),
});

/** The state of a sign-in, as CIS2 answers it (docs/sign-in-exchange.md). Fields of later versions are ignored. */
export const signInState = z.discriminatedUnion("step", [
  everyStep.extend({ step: z.enum(["authenticator", "smartcard"]) }),
  everyStep.extend({ step: z.literal("role"), user, roles: z.array(role).max(10_000) }),
  everyStep.extend({ step: z.literal("finished"), user: user.optional(), continue: z.string() }),
]);

/** The challenge the card has to answer. `origin` says whom CIS2 takes itself for; the client signs what it sees itself. */
export const signInChallenge = z.object({
  challenge: z.base64().min(43).max(1024),
  origin: z.string().optional(),
  expiresAt: z.iso.datetime().optional(),
});

export type SignInState = z.infer<typeof signInState>;
export type SignInUser = z.infer<typeof user>;
export type SignInRole = z.infer<typeof role>;
export type SignInNotice = z.infer<typeof notice>;
