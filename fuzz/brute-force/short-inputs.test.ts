import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { describe, it } from "node:test";
import { isThorough } from "../../src/foundation/testing/thorough.ts";
import { toHex } from "../../src/iso7816/index.ts";
import { cardProfile, cardProfiles } from "../../src/virtual-card/profiles/card-profiles.ts";
import type { Attack } from "../../src/virtual-card/testing/attack-model.ts";
import { pivAttackModel } from "../../src/virtual-card/testing/attack-model-piv.ts";
import { series8AttackModel } from "../../src/virtual-card/testing/attack-model-series8.ts";
import { issueCard } from "../../src/virtual-card/testing/issue-card.ts";
import { VirtualCard } from "../../src/virtual-card/virtual-card.ts";

const attacks = [pivAttackModel, series8AttackModel];
const edges = [0x00, 0x04, 0x3f, 0x80, 0x81, 0x9a, 0x9c, 0xff];
const everyByte = Array.from({ length: 256 }, (_, byte) => byte);
const isExhaustive = process.env["EXHAUSTIVE"] === "1";
/** All 2^32 inputs of four bytes take some minutes a card. */
const classes = isExhaustive ? everyByte : [0x00, 0x10];
/** What is left out of 2^24 inputs is another part each time; no power of two, so that each byte takes every value. */
const stride = isThorough || isExhaustive ? 1 : 61;

for (const attack of attacks) {
  describe(`no input of up to four bytes crashes the ${attack.profile} card`, () => {
    it("answers inputs of 0 to 3 bytes with 6700, for none is a command", () => {
      const { card, settle } = cardUnderAttack(attack);
      for (let length = 0; length <= 3; length += 1) {
        const input = new Uint8Array(length);
        const answers = new Set<number>();
        for (const number of length < 3 ? numbersBelow(2 ** (8 * length), 1) : numbersBelow(1 << 24, stride)) {
          for (let index = 0; index < length; index += 1) input[index] = number >> (8 * (length - 1 - index));
          answers.add(statusWord(card.transmit(input)));
        }
        assert.deepEqual([...answers], [0x6700], `${length} bytes`);
      }
      settle();
    });

    for (const cla of classes) {
      it(`answers INS, P1 and P2 of class ${toHex(Uint8Array.of(cla))}`, () => {
        const { card, settle } = cardUnderAttack(attack);
        const input = Uint8Array.of(cla, 0, 0, 0);
        const seen = new Set<number>();
        for (const number of numbersBelow(1 << 24, stride)) {
          input[1] = number >> 16;
          input[2] = number >> 8;
          input[3] = number;
          seen.add(statusWord(card.transmit(input)));
        }
        assertStatusWords(seen);
        settle();
      });
    }

    const profiles = cardProfiles.filter(({ applet }) => applet.type === cardProfile(attack.profile).applet.type);
    for (const { name } of profiles) {
      it(`answers every class and INS with P1 and P2 at the edges of their ranges: ${name}`, () => {
        const { card, settle } = cardUnderAttack(attack, name);
        const seen = new Set<number>();
        for (const cla of everyByte) {
          for (const ins of everyByte) {
            for (const p1 of edges) {
              for (const p2 of edges) seen.add(statusWord(card.transmit(Uint8Array.of(cla, ins, p1, p2))));
            }
          }
        }
        assertStatusWords(seen);
        settle();
      });
    }
  });
}

function* numbersBelow(end: number, stride: number): Iterable<number> {
  for (let number = randomInt(stride); number < end; number += stride) yield number;
}

/** A card with its application selected; `settle` checks that nothing it was sent since left a trace. */
function cardUnderAttack({ select, askStatus, ...attack }: Attack, profile = attack.profile) {
  const defects: unknown[] = [];
  const image = issueCard({ profile });
  const card = new VirtualCard(image, { onDefect: (error) => defects.push(error) });
  card.powerOn();
  card.transmit(select);
  const settle = () => {
    assert.deepEqual(defects, []);
    assert.deepEqual(card.image, image);
    card.transmit(select);
    const triesLeft = image.applets[0]?.references.pin.triesLeft ?? 0;
    assert.equal(statusWord(card.transmit(askStatus)), 0x63c0 | triesLeft);
  };
  return { card, settle };
}

function assertStatusWords(seen: ReadonlySet<number>): void {
  const wrong = [...seen].filter((sw) => sw !== 0x9000 && (sw < 0x6100 || sw > 0x6eff));
  assert.deepEqual(wrong, []);
  assert.ok(seen.has(0x6d00) || seen.has(0x6884));
}

function statusWord(answer: Uint8Array): number {
  return ((answer.at(-2) ?? 0) << 8) | (answer.at(-1) ?? 0);
}
