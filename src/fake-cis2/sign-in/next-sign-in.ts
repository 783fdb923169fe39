import { randomUUID } from "node:crypto";
import { z } from "zod";
import { authenticatorNames } from "../../care-identity/authenticators/authenticators.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { configurationOf, type Store } from "../../store/store.ts";
import type { SignIn } from "./sign-in.ts";

export const nextSignInSchema = z.strictObject({
  persona: z.string().min(1).describe("The persona that signs in, by its name in the persona file."),
  passcode: z
    .string()
    .max(16)
    .optional()
    .describe("The passcode to enter, for example a wrong one. Default: the persona's own."),
  roleId: z
    .string()
    .optional()
    .describe("The role to select if CIS2 asks for a role. Default: CIS2 shows its page of roles."),
  clientId: z.string().optional().describe("Only for sign-ins at this relying party. Default: at any relying party."),
  lasting: z
    .boolean()
    .default(false)
    .describe("If true, the entry is for each sign-in, until you empty the list. If false, it is for one sign-in."),
});

const queuedSchema = nextSignInSchema.extend({
  /** The user, if they sign in without a card. */
  userId: z.string().optional(),
  /** By which authenticator. Default: the first that the page offers. */
  authenticator: z.enum(authenticatorNames).optional(),
});

export type NextSignIn = z.infer<typeof queuedSchema>;

/** Signs for a persona without a person. What it gives is checked like what comes over HTTP. */
export interface HeadlessSigner {
  authenticate(request: {
    readonly persona: string;
    readonly passcode: string | undefined;
    readonly challenge: string;
    readonly origin: string;
  }): Promise<unknown>;
}

/** Queue of personas that sign in without a person at the browser. */
export class NextSignIns {
  readonly #configuration: Store;
  readonly #store: Store;

  constructor(store: Store) {
    this.#configuration = configurationOf(store);
    this.#store = store;
  }

  /** Puts one at the end of the queue. */
  async queue(next: NextSignIn): Promise<void> {
    const place = String(Date.now()).padStart(15, "0");
    await this.#configuration.include("NextSignIns", JSON.stringify({ place, id: randomUUID(), ...next }));
  }

  async list(): Promise<NextSignIn[]> {
    const entries = (await this.#configuration.members("NextSignIns")).sort();
    return entries.map((entry) => queuedSchema.strip().parse(JSON.parse(entry)));
  }

  async clear(): Promise<void> {
    await this.#configuration.delete("NextSignIns");
  }

  /** Takes the first one that is for the relying party; without a card if nobody can sign for one. */
  async take(clientId: string, canSign: boolean): Promise<NextSignIn | undefined> {
    for (const entry of (await this.#configuration.members("NextSignIns")).sort()) {
      const next = queuedSchema.strip().parse(JSON.parse(entry));
      if ((next.clientId ?? clientId) !== clientId || !(canSign || next.userId !== undefined)) continue;
      if (next.lasting) return next;
      if (!(await this.#store.add(`NextSignInTaken:${entry}`, true, 86_400))) continue;
      await this.#configuration.exclude("NextSignIns", entry);
      return next;
    }
    return undefined;
  }
}

/** Does what the person would: signs in with the smartcard or without a card, and selects the role if one was named. */
export async function completeQueuedSignIn(signIn: SignIn, next: NextSignIn, signer?: HeadlessSigner): Promise<void> {
  const { persona, passcode, roleId, userId, authenticator } = next;
  if (userId !== undefined) await signIn.withoutCard(userId, authenticator);
  else {
    const { challenge, origin } = await signIn.issueChallenge();
    await signIn.assert(await signer?.authenticate({ persona, passcode, challenge, origin }));
  }
  const state = await signIn.state();
  if (state.step !== "role" || roleId === undefined) return;
  if (!state.roles.some((role) => role.roleId === roleId)) {
    const known = state.roles.map((role) => role.roleId).join(", ");
    throw new TestkitError("ROLE_NOT_HELD", { role: roleId, known });
  }
  await signIn.chooseRole(roleId);
}
