import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { ProcedureContext } from "./card-procedures.ts";

const length = 8;

/** Tells the card to take another PUK; false if it refused the old one. */
export type ChangePuk = (old: string, next: string) => Promise<boolean>;

/**
 * Has the card take a PUK that no session before has used, and resolves to it. What it is going to be is written down
 * first, so that after a cut the card's PUK is one of the two that are kept. Rejects with CARD_NOT_GENUINE.
 */
export async function renewPuk(context: ProcedureContext, change: ChangePuk): Promise<string> {
  const { secrets, keepSecrets, random } = context;
  const puk = await settle(context, change);
  const next = Array.from(random(length), (byte) => byte % 10).join("");
  const { nextPuk, ...rest } = secrets;
  await keepSecrets({ ...rest, puk, nextPuk: next });
  if (!(await change(puk, next))) throw new TestkitError("CARD_NOT_GENUINE");
  await keepSecrets({ ...rest, puk: next });
  return next;
}

/** Finds out which of two PUKs the card has, if a change was cut off before. Costs one try at most. */
async function settle({ secrets, keepSecrets }: ProcedureContext, change: ChangePuk): Promise<string> {
  const { nextPuk, ...rest } = secrets;
  if (nextPuk === undefined) return rest.puk;
  if (!(await change(rest.puk, nextPuk)) && !(await change(nextPuk, nextPuk))) {
    throw new TestkitError("CARD_NOT_GENUINE");
  }
  await keepSecrets({ ...rest, puk: nextPuk });
  return nextPuk;
}
