import assert from "node:assert/strict";
import { it } from "node:test";
import { openSmartcard } from "../../client/index.ts";
import { ControlClient } from "../../control-api/index.ts";
import { InProcessReaders } from "../../virtual-card/index.ts";
import { startEmbeddedCis2 } from "../embedded-cis2.ts";

for (const [profile, whose, familyName] of [
  ["piv", "its person", undefined],
  ["series8", "its person", undefined],
  ["piv", "a person with a long name", "\u{1D4D0}".repeat(150)],
  ["series8", "a person with a long name", "\u{1D4D0}".repeat(150)],
] as const) {
  it(`issues a blank ${profile} card for ${whose} over the control API`, async () => {
    const embedded = await startEmbeddedCis2({ relyingParties: [], control: { port: 0 } });
    try {
      const control = new ControlClient(embedded.controlOrigin ?? "");
      const { card, serial, persona } = await embedded.issueCard("blank-card", profile);
      assert.equal((await control.card(serial)).state, "registered");
      if (familyName !== undefined) await control.putUser({ ...persona, user: { ...persona.user, familyName } });
      const readers = new InProcessReaders();
      readers.addReader("Reader");
      readers.insert("Reader", card);
      const connection = await readers.connect("Reader");
      await connection.transaction(async () => {
        const smartcard = await openSmartcard(connection);
        await smartcard.verifyPasscode(persona.card.passcode);
        let instruction = await control.issueCard(serial);
        while (instruction.step !== "finished") {
          assert.equal(instruction.step, "command");
          const response = await smartcard.relay(Uint8Array.from(Buffer.from(instruction.command, "hex")));
          const answer = await fetch(
            `${embedded.cis2.networks.internet.origin}/card-services/sessions/${instruction.session}`,
            {
              method: "POST",
              headers: { "content-type": "application/json" },
              body: JSON.stringify({ response: Buffer.from(response).toString("hex") }),
            },
          );
          instruction = (await answer.json()) as typeof instruction;
        }
        assert.deepEqual(instruction.result, { card: serial });
        assert.ok((await smartcard.readCertificate("authentication")).length > 0);
      });
      await connection.disconnect();
      const { state, certificates } = await control.card(serial);
      assert.equal(state, "active");
      assert.equal(certificates.length, 2);
      const done = (await control.auditTrail(serial)).map(({ action }) => action);
      assert.equal(done.at(-1), "card-issued");
    } finally {
      await embedded.close();
    }
  });
}
