import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isTestkitError } from "../foundation/errors/testkit-error.ts";
import { fromHex, toHex } from "../iso7816/index.ts";
import { CommandAbortedError } from "./card/card-reset.ts";
import { faultyCard } from "./faults/faulty-card.ts";
import { InProcessReaders } from "./readers/in-process.ts";
import { select, selectedCard, verifyRight } from "./testing/series8-session.ts";
import { VirtualCard } from "./virtual-card.ts";

const securityEnvironment = "002241B606800111830101";
const generate = fromHex("0047000007AC05820301000100");
const getResponse = fromHex("00C0000000");

/** A series 8 card that only has to be told to make a key. */
function cardAboutToGenerate(): VirtualCard {
  const { send, card } = selectedCard();
  send(verifyRight);
  send(securityEnvironment);
  return card;
}

describe("a card that makes an RSA key aside", () => {
  it("answers later, with the key it has from then on; all else it answers at once", async () => {
    const card = cardAboutToGenerate();
    const before = card.image;
    const answer = card.transmitAside(generate);
    assert.ok(answer instanceof Promise);
    assert.deepEqual(card.image, before);
    const head = await answer;
    assert.equal(head.at(-2), 0x61);
    assert.notDeepEqual(card.image, before);
    const rest = card.transmitAside(getResponse);
    assert.ok(!(rest instanceof Promise));
    assert.equal(toHex(rest.subarray(-2)), "9000");
    const key = Buffer.concat([head.subarray(0, -2), rest.subarray(0, -2)]);
    assert.equal(key.subarray(0, 2).toString("hex"), "7f49");
  });

  for (const [what, interrupt] of [
    ["is reset", (card: VirtualCard) => (card.reset(), undefined)],
    ["loses its power", (card: VirtualCard) => (card.powerOff(), undefined)],
    ["gets another command", (card: VirtualCard) => card.transmit(fromHex("00A40000023F00"))],
  ] as const) {
    it(`makes none if it ${what} meanwhile`, async () => {
      const card = cardAboutToGenerate();
      const before = card.image;
      const answer = card.transmitAside(generate);
      interrupt(card);
      await assert.rejects(async () => answer, CommandAbortedError);
      assert.deepEqual(card.image, before);
    });
  }

  it("keeps no other reader waiting, nor its own once it is taken out", async () => {
    const readers = new InProcessReaders();
    const { image } = cardAboutToGenerate();
    const cards = { slow: faultyCard(image, []), other: new VirtualCard(image) };
    for (const [name, card] of Object.entries(cards)) {
      readers.addReader(name);
      readers.insert(name, card);
    }
    const [slow, other] = [await readers.connect("slow"), await readers.connect("other")];
    const order: string[] = [];
    for (const round of ["finishes", "taken out"]) {
      const connection = round === "finishes" ? slow : other;
      for (const command of [select, verifyRight, securityEnvironment]) await connection.transmit(fromHex(command));
      const made = connection.transmit(generate).then(
        () => order.push("made"),
        (error: unknown) => order.push(isTestkitError(error) ? error.code : String(error)),
      );
      await (round === "finishes" ? other : slow).transmit(fromHex(select));
      order.push(round);
      if (round === "taken out") readers.eject("other");
      await made;
    }
    assert.deepEqual(order, ["finishes", "made", "taken out", "CARD_REMOVED"]);
    assert.deepEqual(cards.other.image, image);
  });
});
