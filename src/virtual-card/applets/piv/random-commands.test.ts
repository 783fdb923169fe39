import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { it } from "node:test";
import { inspect } from "node:util";
import { decodeCommand, fromHex, toHex, type CommandApdu } from "../../../iso7816/index.ts";
import { SeededRandom } from "../../../foundation/random.ts";
import { hashPasscode } from "../../common/passcode-hash.ts";
import type { CardImage } from "../../image/card-image.ts";
import { Dice, mutate } from "../../testing/apdu-mutator.ts";
import { issueCard } from "../../testing/issue-card.ts";
import { VirtualCard } from "../../virtual-card.ts";
import { isPin, padPin } from "./pin-format.ts";

const commands = 1_000_000;
const cardLife = 200;
const hash = "2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824";

/** Commands that a card without a verified passcode must refuse, and others around them. None has the passcode or PUK. */
const corpus = [
  "00A404000BA00000030800001000010000",
  "00A4040009A0000003080000100000",
  "00A4040005A00000000300",
  "00CB3FFF055C035FC10200",
  "00CB3FFF055C035FC10500",
  "00CB3FFF055C035FC10900",
  "00CB3FFF035C017E00",
  "0020008008313131313131FFFF",
  "002000800832323232323232FF",
  "00200080",
  "0020FF80",
  "00240080103131313131313131FFFFFFFF3132333435363738",
  "0024008110FFFFFFFFFFFFFFFF3132333435363738",
  "0024008010313131313131FFFF323232323232FFFF",
  "002C008010FFFFFFFF31313131323232323232FFFF",
  `0087119C267C2482008120${hash}00`,
  `0087119A267C2482008120${hash}00`,
  `1087079AFF7C820106820081820100${"00".repeat(246)}`,
  `0087079A0B${"00".repeat(10)}0000`,
  "0087039B047C02810000",
  "0087039B047C02800000",
  "0087039B0A7C088206010203040506",
  "0047009A05AC03800107 00",
  "00DB3FFF095C035FC10253020101",
  "10DB3FFF055C035FC102",
  "00C0000000",
  "00CB3FFF00000A5C035FC105000000000000",
].map(fromHex);

it(`keeps its counters and its secrets through ${commands} random and mutated commands`, () => {
  const seed = Number(process.env["FUZZ_SEED"] ?? randomInt(2 ** 31));
  const dice = new Dice(seed);
  const fresh = quickToHash(issueCard());
  const written = fresh.applets[0]?.objects;
  for (let sent = 0; sent < commands; sent += cardLife) {
    const life = cardOfOneLife(fresh);
    for (let number = sent; number < sent + cardLife; number += 1) {
      const command = mutate(corpus, dice);
      const problem = life.problemWith(command);
      if (problem !== undefined) assert.fail(`FUZZ_SEED=${seed}, command ${number} ${toHex(command)}: ${problem}`);
    }
    assert.deepEqual(life.card.image.applets[0]?.objects, written, `FUZZ_SEED=${seed}: an object was changed`);
  }
});

/** A card, and beside it a model of its counters that knows only the rules. */
function cardOfOneLife(image: CardImage) {
  const defects: unknown[] = [];
  let onCard = { pin: 3, puk: 3 };
  const model = { ...onCard };
  const store = {
    save: ({ applets: [piv] }: CardImage) => {
      if (piv === undefined) return;
      onCard = { pin: piv.references.pin.triesLeft, puk: piv.references.puk.triesLeft };
    },
  };
  const card = new VirtualCard(image, { store, onDefect: (error) => defects.push(error) });
  let selected = false;
  let chain: CommandApdu | undefined;
  const problemWith = (bytes: Uint8Array): string | undefined => {
    const answer = card.transmit(bytes);
    const sw = ((answer.at(-2) ?? 0) << 8) | (answer.at(-1) ?? 0);
    if (answer.length < 2 || answer.length > 65538) return `an answer of ${answer.length} bytes`;
    if (defects.length > 0) return `an exception: ${inspect(defects)}`;
    const command = decodeCommand(bytes);
    if (command?.ins === 0xa4 && (sw === 0x9000 || sw >> 8 === 0x61)) selected = true;
    if (command !== undefined) {
      const whole = chain !== undefined && continues(chain, command) ? joined(chain, command) : command;
      chain = command.cla === 0x10 && sw === 0x9000 ? whole : undefined;
      if (command.cla === 0 && selected) countTries(model, whole);
    } else chain = undefined;
    if (onCard.pin !== model.pin || onCard.puk !== model.puk) {
      return `counters ${JSON.stringify(onCard)}, expected ${JSON.stringify(model)}`;
    }
    const succeeded = sw === 0x9000 || sw >> 8 === 0x61;
    return succeeded && gained(command, answer) ? "a security status was gained" : undefined;
  };
  return { card, problemWith };
}

function continues(chain: CommandApdu, { ins, p1, p2 }: CommandApdu): boolean {
  return chain.ins === ins && chain.p1 === p1 && chain.p2 === p2;
}

function joined(chain: CommandApdu, last: CommandApdu): CommandApdu {
  return { ...last, data: Uint8Array.from([...chain.data, ...last.data]) };
}

/** What a whole command without the right passcode or PUK does to the counters. */
function countTries(model: { pin: number; puk: number }, command: CommandApdu) {
  const { ins, p1, p2, data } = command;
  if (p1 !== 0) return;
  const [first, second] = [data.subarray(0, 8), data.subarray(8)];
  const pinTried =
    (ins === 0x20 && p2 === 0x80 && isPin(data)) ||
    (ins === 0x24 && p2 === 0x80 && data.length === 16 && isPin(first) && isPin(second));
  const pukTried =
    data.length === 16 && ((ins === 0x24 && p2 === 0x81) || (ins === 0x2c && p2 === 0x80 && isPin(second)));
  if (pinTried) model.pin = Math.max(0, model.pin - 1);
  if (pukTried) model.puk = Math.max(0, model.puk - 1);
}

/** Whether success of this command needs a passcode or the administration key. */
function gained(command: CommandApdu | undefined, answer: Uint8Array): boolean {
  if (command?.cla !== 0) return false;
  if (command.ins === 0x20) return command.data.length > 0;
  if (command.ins === 0x87 && command.p2 === 0x9b) return answer[2] === 0x82 || toHex(answer) === "9000";
  if (command.ins === 0x87) return true;
  if (command.ins === 0xcb) return toHex(command.data) === "5C035FC109";
  return [0x24, 0x2c, 0x47, 0xdb].includes(command.ins);
}

/** The same card with hashes that cost little, for the card is not what is measured here. */
function quickToHash(image: CardImage): CardImage {
  const copy = structuredClone(image);
  const [piv] = copy.applets;
  assert.ok(piv);
  const random = new SeededRandom("quick");
  piv.references.pin.hash = hashPasscode(padPin("123456"), random, 2);
  piv.references.puk.hash = hashPasscode(padPin("12345678"), random, 2);
  return copy;
}
