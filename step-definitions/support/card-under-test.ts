import { type CardUnderTest, currentRealCardRun, pivKeys, series8UnderTest } from "../../src/conformance/index.ts";
import { openSmartcard } from "../../src/client/index.ts";
import { fromHex } from "../../src/iso7816/index.ts";
import type { TestkitWorld } from "./world.ts";

/** What the cards of the testkit come with. */
const defaultSecrets = {
  puk: "12345678",
  administrationKey: { algorithmId: 0x03, cipher: "des-ede3-ecb", key: fromHex("0102030405060708".repeat(3)) },
};

/** What the APDU suite has to know of the card in the reader. */
export async function cardUnderTest(world: TestkitWorld): Promise<CardUnderTest> {
  const { passcode } = world.card.persona.card;
  const known = world.usesRealCard ? secretsGiven() : defaultSecrets;
  const connection = await world.desktop.connect();
  try {
    if (world.card.profile.series === 8) return { passcode, ...known, ...(await series8UnderTest(connection)) };
    await openSmartcard(connection);
    return { passcode, ...known, keys: await pivKeys(connection) };
  } finally {
    await connection.disconnect();
  }
}

/** What the tester gave of a real card. */
function secretsGiven(): Pick<CardUnderTest, "puk" | "administrationKey"> {
  const { puk, administrationKey } = currentRealCardRun().card;
  return { puk, administrationKey };
}
