import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readerState, returnCodes } from "./constants.ts";
import { PcscConnection } from "./pcsc-connection.ts";
import { PcscFailure } from "./pcsc-errors.ts";
import type { Winscard } from "./winscard.ts";

/** A reader whose commands all fail, with a card that stays in it or is seen to have gone while one waits. */
function failingReader(card: "stays" | "goes") {
  let now = 0;
  const waits: number[] = [];
  const row = (eventState: number) => ({ reader: "R", currentState: 0, eventState, atr: Uint8Array.of(0x3b) });
  const service: Partial<Winscard> = {
    establishContext: () => Promise.resolve(1),
    releaseContext: () => Promise.resolve(),
    connect: () => Promise.resolve({ card: 1, protocol: 2 }),
    disconnect: () => Promise.resolve(),
    transmit: () => Promise.reject(new PcscFailure("SCardTransmit", returnCodes.NOT_TRANSACTED)),
    getStatusChange: (_context, wait) => {
      if (wait === 0) return Promise.resolve([row(readerState.PRESENT)]);
      waits.push(wait);
      if (card === "goes") return Promise.resolve([row(readerState.CHANGED)]);
      now += wait;
      return Promise.reject(new PcscFailure("SCardGetStatusChange", returnCodes.TIMEOUT));
    },
  };
  return { waits, open: () => PcscConnection.open(service as Winscard, "R", () => now) };
}

describe("a connection whose commands fail", () => {
  it("waits for the service to notice a removed card once, however many commands fail", async () => {
    const { open, waits } = failingReader("stays");
    const connection = await open();
    for (let command = 0; command < 5; command++) {
      await assert.rejects(connection.transmit(Uint8Array.of(0, 0xa4, 4, 0)), { code: "READER_FAILED" });
    }
    assert.ok(waits.reduce((sum, wait) => sum + wait) <= 1000, `waited ${waits.join(" + ")} ms`);
  });

  it("says that the card was removed, if the service notices it in that time", async () => {
    const { open } = failingReader("goes");
    await assert.rejects((await open()).transmit(Uint8Array.of(0, 0xa4, 4, 0)), { code: "CARD_REMOVED" });
  });
});
