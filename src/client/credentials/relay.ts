import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { AuthorityClient, Instruction } from "./authority-client.ts";

/** More than any procedure takes; an authority that never ends is cut off here. */
const mostInstructions = 1000;

/** What the authority can have done to the card at this end of the relay. */
export interface RelayedCard {
  relay(command: Uint8Array): Promise<Uint8Array>;
  verifyAgain?(): Promise<void>;
  /** Puts the person's new passcode in the place of a temporary one. */
  replacePasscode?(temporary: string): Promise<void>;
}

/** Does what the authority asks for, one instruction after the other, until it has finished; resolves to its result. */
export async function relay(
  authority: AuthorityClient,
  card: RelayedCard,
  first: Instruction,
): Promise<Readonly<Record<string, unknown>>> {
  let instruction = first;
  for (let count = 0; count < mostInstructions; count++) {
    if (instruction.step === "finished") return instruction.result;
    instruction = await authority.answer(instruction.session, await follow(card, instruction));
  }
  throw new TestkitError("CARD_SESSION_ENDED");
}

async function follow(card: RelayedCard, instruction: Exclude<Instruction, { step: "finished" }>): Promise<object> {
  switch (instruction.step) {
    case "command": {
      const response = await card.relay(Uint8Array.from(Buffer.from(instruction.command, "hex")));
      return { response: Buffer.from(response).toString("hex") };
    }
    case "verify":
      if (card.verifyAgain === undefined) throw new TestkitError("COMMAND_NOT_RELAYED", { command: "VERIFY" });
      await card.verifyAgain();
      return { passcode: "verified" };
    case "passcode":
      if (card.replacePasscode === undefined) throw new TestkitError("COMMAND_NOT_RELAYED", { command: "passcode" });
      await card.replacePasscode(instruction.temporary);
      return { passcode: "replaced" };
  }
}
