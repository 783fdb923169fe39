import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { AuthorityClient, RelayStep } from "./authority-client.ts";

/** More than any procedure takes; an authority that never ends is cut off here. */
const mostSteps = 1000;

/** What the authority can have done to the card at this end of the relay. */
export interface RelayedCard {
  relay(command: Uint8Array): Promise<Uint8Array>;
  verifyAgain?(): Promise<void>;
  /** Puts the person's new passcode in the place of a temporary one. */
  replacePasscode?(temporary: string): Promise<void>;
}

/** Does what the authority asks for, one step after the other, until it has finished; resolves to its result. */
export async function executeRelaySteps(
  authority: AuthorityClient,
  card: RelayedCard,
  first: RelayStep,
): Promise<Readonly<Record<string, unknown>>> {
  let step = first;
  for (let count = 0; count < mostSteps; count++) {
    if (step.step === "finished") return step.result;
    step = await authority.answer(step.session, await follow(card, step));
  }
  throw new TestkitError("CARD_SESSION_ENDED");
}

async function follow(card: RelayedCard, step: Exclude<RelayStep, { step: "finished" }>): Promise<object> {
  switch (step.step) {
    case "command": {
      const response = await card.relay(Uint8Array.from(Buffer.from(step.command, "hex")));
      return { response: Buffer.from(response).toString("hex") };
    }
    case "verify":
      if (card.verifyAgain === undefined) throw new TestkitError("COMMAND_NOT_RELAYED", { command: "VERIFY" });
      await card.verifyAgain();
      return { passcode: "verified" };
    case "passcode":
      if (card.replacePasscode === undefined) throw new TestkitError("COMMAND_NOT_RELAYED", { command: "passcode" });
      await card.replacePasscode(step.temporary);
      return { passcode: "replaced" };
  }
}
