import { type CardUnderTest, currentRealCardRun, series8UnderTest } from "../../src/conformance/index.ts";
import { openSmartcard, type Smartcard } from "../../src/client/index.ts";
import { isTestkitError } from "../../src/foundation/errors/testkit-error.ts";
import { fromHex } from "../../src/iso7816/index.ts";
import { algorithmOfKey, parseCertificate } from "../../src/pki/index.ts";
import type { TestkitWorld } from "./world.ts";

/** What the cards of the testkit come with, where nobody put anything in its place. */
const factory = {
  puk: "12345678",
  administrationKey: { algorithmId: 0x03, cipher: "des-ede3-ecb", key: fromHex("0102030405060708".repeat(3)) },
};

/** What the APDU suite has to know of the card in the reader. Of a real card its administration key is never known. */
export async function cardUnderTest(world: TestkitWorld): Promise<CardUnderTest> {
  const { passcode } = world.card.persona.card;
  const known = world.usesRealCard ? { puk: currentRealCardRun().card.puk } : factory;
  const connection = await world.desktop.connect();
  try {
    if (world.card.profile.series === 8) return { passcode, ...known, ...(await series8UnderTest(connection)) };
    return { passcode, ...known, keys: await keysOf(await openSmartcard(connection)) };
  } finally {
    await connection.disconnect();
  }
}

/** The keys of the two certificates that every card may have; of others nothing is known. */
async function keysOf(card: Smartcard): Promise<CardUnderTest["keys"]> {
  const keys: Record<string, CardUnderTest["keys"][string]> = {};
  for (const [reference, purpose] of [
    ["9A", "authentication"],
    ["9C", "signing"],
  ] as const) {
    try {
      const algorithm = algorithmOfKey(parseCertificate(await card.readCertificate(purpose)).publicKey);
      if (algorithm !== undefined) keys[reference] = algorithm;
    } catch (error) {
      if (!isTestkitError(error, "CARD_WITHOUT_CERTIFICATE")) throw error;
    }
  }
  return keys;
}
