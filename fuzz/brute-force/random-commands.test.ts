import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { it } from "node:test";
import { inspect } from "node:util";
import { SeededRandom } from "../../src/foundation/random.ts";
import { isThorough } from "../../src/foundation/testing/thorough.ts";
import { type CommandApdu, decodeCommand, Instruction, toHex } from "../../src/iso7816/index.ts";
import { hashPasscode } from "../../src/virtual-card/secrets/passcode-hash.ts";
import type { CardImage } from "../../src/virtual-card/image/card-image.ts";
import { cardProfile } from "../../src/virtual-card/profiles/card-profiles.ts";
import { SeededGenerator } from "../runner/seeded-generator.ts";
import { mutateCommand } from "./mutate-command.ts";
import type { Attack, Counters } from "../../src/virtual-card/testing/attack-model.ts";
import { pivAttackModel } from "../../src/virtual-card/testing/attack-model-piv.ts";
import { series8AttackModel } from "../../src/virtual-card/testing/attack-model-series8.ts";
import { issueCard, passcode, puk } from "../../src/virtual-card/testing/issue-card.ts";
import { VirtualCard } from "../../src/virtual-card/virtual-card.ts";

const commands = isThorough ? 1_000_000 : 100_000;
const cardLife = 200;

for (const attack of [pivAttackModel, series8AttackModel]) {
  it(`${attack.profile} keeps counters and secrets through ${commands} random and mutated commands`, () => {
    const seed = Number(process.env["FUZZ_SEED"] ?? randomInt(2 ** 31));
    const generator = new SeededGenerator(seed);
    const fresh = quickToHash(issueCard({ profile: attack.profile }), attack);
    for (let sent = 0; sent < commands; sent += cardLife) {
      const life = cardOfOneLife(fresh, attack);
      for (let number = sent; number < sent + cardLife; number += 1) {
        const command = mutateCommand(attack.corpus, generator);
        const problem = life.problemWith(command);
        if (problem !== undefined) assert.fail(`FUZZ_SEED=${seed}, command ${number} ${toHex(command)}: ${problem}`);
      }
      assert.deepEqual(possessions(life.card.image), possessions(fresh), `FUZZ_SEED=${seed}: the card was changed`);
    }
  });
}

/** A card, and beside it a model of its counters that knows only the rules. */
function cardOfOneLife(image: CardImage, attack: Attack) {
  const defects: unknown[] = [];
  let onCard: Counters = { pin: 3, puk: 3 };
  const model = { ...onCard };
  const store = {
    save: ({ applets: [applet] }: CardImage) => {
      if (applet === undefined) return;
      onCard = { pin: applet.references.pin.triesLeft, puk: applet.references.puk.triesLeft };
    },
  };
  const card = new VirtualCard(image, { store, onDefect: (error) => defects.push(error) });
  let selected = cardProfile(attack.profile).transport.selectedAtReset;
  let chain: CommandApdu | undefined;
  const problemWith = (bytes: Uint8Array): string | undefined => {
    const answer = card.transmit(bytes);
    const sw = ((answer.at(-2) ?? 0) << 8) | (answer.at(-1) ?? 0);
    if (answer.length < 2 || answer.length > 65538) return `an answer of ${answer.length} bytes`;
    if (defects.length > 0) return `an exception: ${inspect(defects)}`;
    const command = decodeCommand(bytes);
    if (command?.ins === Instruction.SELECT && (sw === 0x9000 || sw >> 8 === 0x61)) selected = true;
    if (command !== undefined) {
      const whole = chain !== undefined && continues(chain, command) ? joined(chain, command) : command;
      chain = command.cla === 0x10 && sw === 0x9000 ? whole : undefined;
      if (command.cla === 0 && selected) attack.countTries(model, whole);
    } else chain = undefined;
    if (onCard.pin !== model.pin || onCard.puk !== model.puk) {
      return `counters ${JSON.stringify(onCard)}, expected ${JSON.stringify(model)}`;
    }
    const succeeded = sw === 0x9000 || sw >> 8 === 0x61;
    return succeeded && command?.cla === 0 && attack.gained(command, answer)
      ? "a security status was gained"
      : undefined;
  };
  return { card, problemWith };
}

function continues(chain: CommandApdu, { ins, p1, p2 }: CommandApdu): boolean {
  return chain.ins === ins && chain.p1 === p1 && chain.p2 === p2;
}

function joined(chain: CommandApdu, last: CommandApdu): CommandApdu {
  return { ...last, data: Uint8Array.from([...chain.data, ...last.data]) };
}

/** All that is on a card but its retry counters: keys, objects, files, and the hashes of passcode and PUK. */
function possessions({ applets }: CardImage): unknown {
  return applets.map(({ references: { pin, puk }, ...rest }) => ({ ...rest, hashes: [pin.hash, puk.hash] }));
}

/** The same card with hashes that cost little, for the card is not what is measured here. */
function quickToHash(image: CardImage, { hashedForm }: Attack): CardImage {
  const copy = structuredClone(image);
  const [applet] = copy.applets;
  assert.ok(applet);
  const random = new SeededRandom("quick");
  applet.references.pin.hash = hashPasscode(hashedForm(passcode), random, 2);
  applet.references.puk.hash = hashPasscode(hashedForm(puk), random, 2);
  return copy;
}
