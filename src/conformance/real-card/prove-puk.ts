import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import {
  decodeResponse,
  encodeCommand,
  formatStatusWord,
  Instruction,
  triesLeft,
  type CardConnection,
} from "../../iso7816/index.ts";
import { type CardholderSecrets, KnownSecrets } from "../secrets/known-secrets.ts";

/**
 * Has the card compare the PUK, before any case relies on it: it sets the passcode that the card has, so that nothing
 * changes. Rejects with REAL_CARD_PUK_REFUSED. A card that does not know the command keeps its word on it for the cases.
 */
export async function provePuk(connection: CardConnection, secrets: CardholderSecrets): Promise<void> {
  const known = new KnownSecrets(secrets);
  const [puk, passcode] = [known.current("puk"), known.current("passcode")];
  if (puk === undefined || passcode === undefined) return;
  const data = Buffer.concat([puk, passcode]);
  const command = { cla: 0, ins: Instruction.RESET_RETRY_COUNTER, p1: 0, p2: secrets.block.reference, data };
  const { sw } = decodeResponse(await connection.transmit(encodeCommand(command)));
  if (triesLeft(sw) !== undefined) {
    throw new TestkitError("REAL_CARD_PUK_REFUSED", { statusWord: formatStatusWord(sw) });
  }
}
