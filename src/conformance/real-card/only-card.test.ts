import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { ReaderSource } from "../../iso7816/index.ts";
import { VirtualCard } from "../../virtual-card/index.ts";
import { issueCard } from "../../virtual-card/testing/issue-card.ts";
import { CardGuard } from "./card-guard.ts";
import { checkSerialIsUnique, onlyCard, withCard } from "./only-card.ts";
import { cardInReader, reader } from "./testing/card-in-reader.ts";

/** The readers, one with the named card, and how many connections are open. */
async function scene() {
  const { named, readers, card } = await cardInReader();
  readers.addReader("Another reader");
  let open = 0;
  const source: ReaderSource = {
    list: () => readers.list(),
    watch: (signal) => readers.watch(signal),
    connect: async (name) => {
      const connection = await readers.connect(name);
      open += 1;
      return {
        atr: connection.atr,
        transmit: (bytes) => connection.transmit(bytes),
        transaction: (work) => connection.transaction(work),
        disconnect: async () => {
          open -= 1;
          await connection.disconnect();
        },
      };
    },
  };
  const cardSerial = named.cardSerial ?? "";
  return { readers, source, card, cardSerial, named: { reader, cardSerial }, open: () => open };
}

describe("the one reader of a run", () => {
  it("is the named one alone, and connects to the named card, however its serial is written", async () => {
    const { source, cardSerial, open } = await scene();
    const only = onlyCard(source, { reader, cardSerial: cardSerial.toLowerCase() }, new CardGuard(false));
    assert.deepEqual(
      (await only.list()).map(({ name }) => name),
      [reader],
    );
    const connection = await only.connect(reader);
    assert.equal(open(), 1);
    await connection.disconnect();
    assert.equal(open(), 0);
  });

  it("lets go of another card", async () => {
    const { source, cardSerial, open } = await scene();
    const only = onlyCard(source, { reader, cardSerial: "0011" }, new CardGuard(false));
    const details = { found: cardSerial, named: "0011" };
    await assert.rejects(only.connect(reader), { code: "REAL_CARD_OTHER", details });
    assert.equal(open(), 0);
  });

  it("sends nothing to the card past the guard", async () => {
    const { source, named } = await scene();
    const connection = await onlyCard(source, named, new CardGuard(false)).connect(reader);
    await assert.rejects(connection.transmit(Uint8Array.of(0x00, 0xe0, 0x00, 0x00)), { code: "REAL_CARD_PROTECTED" });
    await connection.disconnect();
  });

  it("is left whatever came of the use of its card", async () => {
    const { source, open } = await scene();
    assert.equal(await withCard(source, reader, () => Promise.resolve(open())), 1);
    const error = new Error("the use failed");
    await assert.rejects(
      withCard(source, reader, () => Promise.reject(error)),
      error,
    );
    assert.equal(open(), 0);
  });
});

describe("the serial of the named card", () => {
  it("may not be that of a card in another reader, in whatever letters it was given", async () => {
    const { readers, source, card, named, cardSerial } = await scene();
    readers.insert("Another reader", new VirtualCard(card.image));
    const checked = checkSerialIsUnique(source, { ...named, cardSerial: cardSerial.toLowerCase() });
    const details = { serial: cardSerial, readers: `${reader}, Another reader` };
    await assert.rejects(checked, { code: "REAL_CARD_AMBIGUOUS", details });
  });

  it("may be in a reader beside an empty one, another card, and one that cannot be read", async () => {
    const { readers, source, named } = await scene();
    await checkSerialIsUnique(source, named);
    const other = new VirtualCard(issueCard({ profile: "series8", serial: "900000000002" }));
    readers.insert("Another reader", other);
    await checkSerialIsUnique(source, named);
    const broken = async (name: string) => {
      if (name !== reader) throw new TestkitError("CARD_UNRESPONSIVE");
      return source.connect(name);
    };
    await checkSerialIsUnique({ ...source, connect: broken }, named);
  });

  it("is not taken for the only one if the program itself fails", async () => {
    const { readers, source, card, named } = await scene();
    readers.insert("Another reader", new VirtualCard(card.image));
    const failing = { ...source, connect: () => Promise.reject(new TypeError("a bug")) };
    await assert.rejects(checkSerialIsUnique(failing, named), TypeError);
  });
});
