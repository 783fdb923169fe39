import assert from "node:assert/strict";
import { SeededRandom } from "../../src/foundation/random.ts";
import { decodeCommand } from "../../src/iso7816/index.ts";
import { hashPasscode } from "../../src/virtual-card/secrets/passcode-hash.ts";
import { parseCardImage, VirtualCard } from "../../src/virtual-card/index.ts";
import { pivAttackModel } from "../../src/virtual-card/testing/attack-model-piv.ts";
import { series8AttackModel } from "../../src/virtual-card/testing/attack-model-series8.ts";
import { issueCard, keys, passcode, puk } from "../../src/virtual-card/testing/issue-card.ts";
import { type FuzzTarget, inputOf, messagesOf } from "../runner/target.ts";

const attacks = [pivAttackModel, series8AttackModel];
/** With hashes that cost little. */
const images = attacks.map(({ profile, hashedForm }) => {
  const image = issueCard({ profile });
  const [applet] = image.applets;
  assert.ok(applet);
  applet.references.pin.hash = hashPasscode(hashedForm(passcode), new SeededRandom("pin"), 2);
  applet.references.puk.hash = hashPasscode(hashedForm(puk), new SeededRandom("puk"), 2);
  return image;
});

/** Whole conversations with a card, passcode known: it answers every command, and what it writes down is a card. */
export const target: FuzzTarget = {
  name: "virtual-card",
  seeds: () =>
    attacks.flatMap(({ select, corpus, hashedForm }, kind) => {
      const [verify, reference] = [hashedForm(passcode), kind === 0 ? 0x80 : 0x01];
      const unlock = Uint8Array.of(0, 0x20, 0, reference, verify.length, ...verify);
      return [
        Buffer.concat([Uint8Array.of(kind), inputOf([select, unlock, ...corpus.slice(0, 8)])]),
        ...corpus.map((command) => Buffer.concat([Uint8Array.of(kind), inputOf([select, unlock, command])])),
      ];
    }),
  open: () => ({
    run: ([kind = 0, ...rest]) => {
      const image = images[kind % images.length];
      assert.ok(image);
      const defects: unknown[] = [];
      const card = new VirtualCard(image, {
        onDefect: (error) => defects.push(error),
        generateKey: (algorithm) => (algorithm === "p-256" ? keys.p256 : keys.rsa).privateKey,
      });
      card.powerOn();
      for (const command of messagesOf(Uint8Array.from(rest)).slice(0, 64).flatMap(withLength)) {
        const { length } = card.transmit(command);
        assert.ok(length >= 2 && length <= 65_538, `an answer of ${length} bytes`);
        if (defects.length > 0) throw defects[0] instanceof Error ? defects[0] : new Error(String(defects[0]));
      }
      assert.deepEqual(parseCardImage(JSON.parse(JSON.stringify(card.image))), card.image);
    },
  }),
};

/** What is no command for its Lc alone, which hardly any mutation keeps right, is sent a second time with the right one. */
function withLength(message: Uint8Array): Uint8Array[] {
  if (message.length < 6 || message.length > 260 || decodeCommand(message) !== undefined) return [message];
  const mended = Uint8Array.from(message);
  mended[4] = message.length - 5;
  return [message, mended];
}
