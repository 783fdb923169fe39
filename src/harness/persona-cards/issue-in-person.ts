import { openSmartcard } from "../../client/cards/open-smartcard.ts";
import type { FakeCis2 } from "../../fake-cis2/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { CardConnection } from "../../iso7816/index.ts";

/**
 * The registration authority issues a registered blank card in person: it makes keys on the card and puts certificates
 * beside them. Rejects with CARD_UNKNOWN, USER_UNKNOWN and CARD_HELD.
 */
export async function issueInPerson(
  { registrationAuthority, directory }: FakeCis2,
  connection: CardConnection,
  { serial, passcode }: { readonly serial: string; readonly passcode: string },
): Promise<void> {
  const card = await registrationAuthority.cardRegister.get(serial);
  const user = await directory.find(card.userId);
  if (user === undefined) throw new TestkitError("USER_UNKNOWN", { userId: card.userId });
  await connection.transaction(async () => {
    const smartcard = await openSmartcard(connection);
    await smartcard.verifyPasscode(passcode);
    const { administration } = registrationAuthority;
    let instruction = await administration.issue(card, user);
    while (instruction.step !== "finished") {
      if (instruction.step !== "command") throw new TypeError(`issuing a card asks for no ${instruction.step}`);
      const response = await smartcard.relay(Uint8Array.from(Buffer.from(instruction.command, "hex")));
      instruction = await administration.answer(instruction.session, {
        response: Buffer.from(response).toString("hex"),
      });
    }
  });
}
