import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { Instruction } from "../../iso7816/index.ts";
import type { CardConnection } from "../../iso7816/index.ts";
import { CardChannel } from "./card-channel.ts";

const select = { name: "SELECT", cla: 0, ins: Instruction.SELECT, p1: 4, p2: 0, data: Uint8Array.of(1) };

const mute: CardConnection = {
  atr: Uint8Array.of(0x3b, 0),
  transmit: () => new Promise(() => undefined),
  transaction: (work) => work(),
  disconnect: () => Promise.resolve(),
};

/** What a mute card's channel rejects with after so many milliseconds of the test's own timers; undefined while it waits. */
async function endAfter(context: TestContext, milliseconds: number, cardTimeoutMs?: number) {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  let end: unknown;
  const sent = new CardChannel(mute, { cardTimeoutMs: cardTimeoutMs })
    .send(select)
    .catch((error: unknown) => (end = error));
  context.mock.timers.tick(milliseconds);
  await Promise.race([sent, new Promise(setImmediate)]);
  return end;
}

describe("A card that never answers", () => {
  it("is waited for as long as the setting says", async (context) => {
    assert.equal(await endAfter(context, 4999, 5000), undefined);
  });

  it("is given up after that", async (context) => {
    assert.equal(((await endAfter(context, 5000, 5000)) as { code?: string }).code, "CARD_UNRESPONSIVE");
  });

  it("is given two minutes where nothing is set", async (context) => {
    assert.equal(await endAfter(context, 119_999), undefined);
    context.mock.timers.reset();
    assert.equal(((await endAfter(context, 120_000)) as { code?: string }).code, "CARD_UNRESPONSIVE");
  });
});
