import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { CardConnection } from "./card-connection.ts";
import { decodeCommand, encodeCommand, type CommandApdu } from "./command-apdu.ts";
import { withCommandChaining, withGetResponse } from "./processors.ts";
import { decodeResponse, encodeResponse } from "./response-apdu.ts";
import { decodeTlvs, encodeTlv, MalformedTlvError, type Tlv } from "./tlv.ts";

const byte = fc.nat(0xff);
const bytes = (maxLength: number) => fc.uint8Array({ maxLength });
/** Tags of one to four bytes, as X.690, 8.1.2 forms them. */
const tag = fc
  .tuple(byte, fc.array(fc.nat(0x7f), { maxLength: 2 }), fc.nat(0x7f))
  .map(([first, middle, last]) =>
    (first & 0x1f) === 0x1f ? [first, ...middle.map((one) => one | 0x80), last] : [first],
  )
  .filter(([first]) => first !== 0x00 && first !== 0xff)
  .map((parts) => parts.reduce((value, part) => value * 0x100 + part, 0));
const objects = fc.array(fc.record({ tag, value: bytes(300) }), { maxLength: 5 });
const plain = (all: readonly Tlv[]) => all.map(({ tag, value }) => [tag, [...value]]);

describe("any data objects", () => {
  it("are read as they were written, whatever padding stands between them", () => {
    const padding = fc.array(fc.constantFrom(0x00, 0xff), { maxLength: 3 });
    fc.assert(
      fc.property(objects, padding, (all, fill) => {
        const parts = all.flatMap(({ tag, value }) => [encodeTlv(tag, value), Uint8Array.from(fill)]);
        assert.deepEqual(plain(decodeTlvs(Buffer.concat(parts))), plain(all));
      }),
    );
  });

  it("cut short are refused, or read as far as they are whole", () => {
    fc.assert(
      fc.property(objects, fc.nat(), (all, cut) => {
        const whole = Buffer.concat(all.map(({ tag, value }) => encodeTlv(tag, value)));
        try {
          const read = decodeTlvs(whole.subarray(0, cut % (whole.length + 1)));
          assert.deepEqual(plain(read), plain(all.slice(0, read.length)));
        } catch (error) {
          assert.ok(error instanceof MalformedTlvError);
        }
      }),
    );
  });
});

const command: fc.Arbitrary<CommandApdu> = fc
  .record({
    cla: byte,
    ins: byte,
    p1: byte,
    p2: byte,
    data: bytes(600),
    le: fc.option(fc.integer({ min: 1, max: 65_536 })),
  })
  .map(({ le, ...fields }) => {
    const extended = fields.data.length > 255 || (le ?? 0) > 256;
    return le === null ? { ...fields, extended: fields.data.length > 255 } : { ...fields, extended, le };
  });

it("any command is read as it was written", () => {
  fc.assert(
    fc.property(command, (one) => {
      const read = decodeCommand(encodeCommand(one));
      assert.deepEqual({ ...read, data: [...(read?.data ?? [])] }, { ...one, data: [...one.data] });
    }),
  );
});

/** A card that joins the blocks of a chain and keeps the whole commands. */
function joiningCard(answer: (command: CommandApdu) => Uint8Array) {
  const whole: CommandApdu[] = [];
  let blocks: Uint8Array[] = [];
  const connection: CardConnection = {
    atr: new Uint8Array(),
    transmit: (sent) => {
      const read = decodeCommand(sent);
      assert.ok(read !== undefined && !read.extended, "only short APDUs are sent");
      blocks.push(read.data);
      if ((read.cla & 0x10) !== 0) return Promise.resolve(encodeResponse(0x9000));
      whole.push({ ...read, data: Buffer.concat(blocks) });
      blocks = [];
      return Promise.resolve(answer(read));
    },
    transaction: (work) => work(),
    disconnect: () => Promise.resolve(),
  };
  return { connection, whole };
}

it("any data reach the card whole by a chain of blocks of any size", async () => {
  await fc.assert(
    fc.asyncProperty(bytes(2000), fc.integer({ min: 1, max: 255 }), async (data, blockSize) => {
      const { connection, whole } = joiningCard(() => encodeResponse(0x9000));
      const sent = encodeCommand({ cla: 0, ins: 0xdb, p1: 0x3f, p2: 0xff, data });
      await withCommandChaining(connection, blockSize).transmit(sent);
      assert.deepEqual(
        whole.map(({ data: arrived }) => [...arrived]),
        [[...data]],
      );
    }),
  );
});

it("any answer is put together from parts of any size", async () => {
  const parts = fc.array(fc.uint8Array({ minLength: 1, maxLength: 256 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(parts, fc.nat(0xffff), async (all, last) => {
      fc.pre(last >> 8 !== 0x61 && last >> 8 !== 0x6c);
      const left = [...all];
      const { connection } = joiningCard(({ ins }) => {
        const part = left.shift() ?? new Uint8Array();
        assert.equal(ins, left.length === all.length - 1 ? 0xcb : 0xc0);
        const waiting = left[0]?.length;
        return encodeResponse(waiting === undefined ? last : 0x6100 | (waiting & 0xff), part);
      });
      const asked = encodeCommand({ cla: 0, ins: 0xcb, p1: 0x3f, p2: 0xff, le: 256 });
      const { data, sw } = decodeResponse(await withGetResponse(connection).transmit(asked));
      assert.deepEqual([...data], [...Buffer.concat(all)]);
      assert.equal(sw, last);
    }),
  );
});
