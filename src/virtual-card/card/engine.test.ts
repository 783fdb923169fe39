import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encodeCommand, fromHex, Instruction, MalformedTlvError, toHex } from "../../iso7816/index.ts";
import { PowerLostError, StoreFailedError } from "../image/image-store.ts";
import { success } from "./applet.ts";
import { engineWith, Recorder } from "./testing/recorder.ts";

describe("the engine's answers", () => {
  for (const [style, size, command, first, rest] of [
    ["at-once", 255, "00CB000000", "9000", undefined],
    ["at-once", 256, "00CB000000", "9000", undefined],
    ["at-once", 257, "00CB000000", "6101", "9000"],
    ["at-once", 511, "00CB000000", "61FF", "9000"],
    ["at-once", 512, "00CB000000", "6100", "9000"],
    ["at-once", 10, "00CB000004", "6106", "9000"],
    ["at-once", 10, "00CB0000", "9000", undefined],
    ["at-once", 10, "00CB000001AA", "9000", undefined],
    ["at-once", 600, "00CB0000000000", "9000", undefined],
    ["announce", 10, "00CB000001AA", "610A", "9000"],
    ["announce", 10, "00CB000001AA00", "610A", "9000"],
    ["announce", 10, "00CB000000", "9000", undefined],
    ["announce", 300, "00CB000001AA00", "6100", "612C"],
  ] as const) {
    it(`${style}, ${size} bytes for ${command}: ${first}${rest === undefined ? "" : `, then ${rest}`}`, () => {
      const { applet, send } = engineWith({ responseStyle: style });
      applet.answer = () => success(new Uint8Array(size).fill(0x5a));
      assert.equal(send(command).slice(-4), first);
      if (rest !== undefined) assert.equal(send("00C0000000").slice(-4), rest);
      else assert.equal(send("00C0000000"), "6985");
    });
  }

  it("keep their own status word for the last part", () => {
    const { applet, send } = engineWith({ responseStyle: "announce" });
    applet.answer = () => ({ sw: 0x6282, data: fromHex("0102") });
    assert.equal(send("00B0000001AA02"), "6102");
    assert.equal(send("00C0000001"), "016101");
    assert.equal(send("00C0000001"), "026282");
  });

  it("are dropped by another command", () => {
    const { applet, send } = engineWith({ responseStyle: "announce" });
    applet.answer = () => success(fromHex("0102"));
    send("00CB000001AA02");
    send("A0000000");
    assert.equal(send("00C0000002"), "6985");
  });

  it("say what went wrong inside as a status word, and lost power as none", () => {
    const defects: unknown[] = [];
    const { applet, engine, send } = engineWith({ onDefect: (error) => defects.push(error) });
    const raise = (error: Error) => () => {
      throw error;
    };
    applet.answer = raise(new MalformedTlvError("x"));
    assert.equal(send("00CB0000"), "6A80");
    applet.answer = raise(new StoreFailedError("x"));
    assert.equal(send("00CB0000"), "6581");
    assert.deepEqual(defects, []);
    applet.answer = raise(new TypeError("x"));
    assert.equal(send("00CB0000"), "6F00");
    assert.equal(defects.length, 1);
    applet.answer = raise(new PowerLostError("x"));
    assert.throws(() => engine.transmit(fromHex("00CB0000")), PowerLostError);
  });
});

describe("the engine's chains", () => {
  it("are one command to the application", () => {
    const { applet, send } = engineWith();
    assert.equal(send("10DB3FFF020102"), "9000");
    assert.equal(send("10DB3FFF020304"), "9000");
    assert.equal(send("00DB3FFF0105"), "9000");
    assert.deepEqual(
      applet.seen.map(({ command, turn }) => [toHex(command.data), turn]),
      [["0102030405", 1]],
    );
  });

  it("are dropped when INS, P1 or P2 change, and the new command is carried out by itself", () => {
    for (const other of ["00CB3FFF0105", "00DB3FFE0105", "00DB3EFF0105"]) {
      const { applet, send } = engineWith();
      send("10DB3FFF020102");
      assert.equal(send(other), "9000");
      assert.deepEqual(
        applet.seen.map(({ command, turn }) => [toHex(command.data), turn]),
        [["05", 2]],
      );
    }
  });

  it("are dropped by a class that is refused, and by what is no command", () => {
    for (const other of ["A0DB3FFF0105", "01DB3FFF0105", "00DB"]) {
      const { applet, send } = engineWith();
      send("10DB3FFF020102");
      send(other);
      send("00DB3FFF0105");
      assert.deepEqual(
        applet.seen.map(({ command }) => toHex(command.data)),
        ["05"],
      );
    }
  });

  it("are refused for other instructions, and where the application refuses the first block", () => {
    const { applet, send } = engineWith();
    assert.equal(send("10CB3FFF0105"), "6884");
    applet.refusal = 0x6982;
    assert.equal(send("10DB3FFF0105"), "6982");
    assert.equal(send("00DB3FFF0106"), "9000");
    assert.equal(toHex(applet.seen[0]?.command.data ?? fromHex("")), "06");
  });

  it("end when they are longer than any object", () => {
    const { engine, send } = engineWith();
    const block = encodeCommand({
      cla: 0x10,
      ins: Instruction.PUT_DATA,
      p1: 0x3f,
      p2: 0xff,
      data: new Uint8Array(255),
    });
    for (let sent = 0; sent + 255 <= 0x8000; sent += 255) assert.equal(toHex(engine.transmit(block)), "9000");
    assert.equal(toHex(engine.transmit(block)), "6A84");
    assert.equal(send("00DB3FFF0105"), "9000");
  });
});

describe("the engine's count of commands", () => {
  it("takes a chain and the GET RESPONSEs of its answer as one, and refused ones as well", () => {
    const { applet, send } = engineWith({ responseStyle: "announce" });
    applet.answer = () => success(fromHex("0102"));
    send("00200000");
    send("10DB3FFF0101");
    send("00DB3FFF010202");
    send("00C0000001");
    send("00C0000001");
    send("00CB000000");
    send("A0000000");
    send("00");
    send("00C0000000");
    send("00CB000000");
    assert.deepEqual(
      applet.seen.map(({ turn }) => turn),
      [1, 2, 3, 7],
    );
  });
});

describe("the engine's selection", () => {
  const other = () => new Recorder("A000000077");

  it("takes a whole AID and one cut short, and no other", () => {
    const { send } = engineWith();
    for (const [aid, expected] of [
      ["A00000030800", "61009000"],
      ["A000000308", "61009000"],
      ["A0000003", "6A82"],
      ["A0000003080000", "6A82"],
      ["A000000309", "6A82"],
    ] as const) {
      assert.equal(send(`00A40400${toHex(Uint8Array.of(aid.length / 2))}${aid}00`), expected, aid);
    }
  });

  it("takes the security status of the application that was selected before", () => {
    const next = other();
    const { applet, send } = engineWith({}, next);
    const before = applet.deselections;
    send("00A4040005A000000077");
    assert.equal(applet.deselections, before + 1);
    send("00CB0000");
    assert.equal(next.seen.length, 1);
  });

  it("stays where it is when the AID is unknown or the application refuses", () => {
    const next = other();
    const { applet, send } = engineWith({}, next);
    const before = applet.deselections;
    assert.equal(send("00A4040005A000000099"), "6A82");
    assert.equal(send("00A4040105A000000077"), "6A86");
    send("00CB0000");
    assert.deepEqual([applet.deselections - before, applet.seen.length, next.seen.length], [0, 1, 0]);
  });

  it("is none after a reset, unless the card selects by itself", () => {
    const { engine, send } = engineWith({ selectedAtReset: false });
    assert.equal(send("00CB0000"), "6986");
    send("00A4040005A000000308");
    assert.equal(send("00CB0000"), "9000");
    engine.reset();
    assert.equal(send("00CB0000"), "6986");
  });
});

it("refuses extended length where the card has none", () => {
  const { send } = engineWith({ extendedLength: false });
  assert.equal(send("00CB0000000001AA"), "6700");
  assert.equal(send("00CB000001AA"), "9000");
});

for (const [cla, expected] of [
  ["00", "9000"],
  ["01", "6881"],
  ["04", "6882"],
  ["0C", "6882"],
  ["20", "6E00"],
  ["40", "6881"],
  ["60", "6881"],
  ["80", "6E00"],
  ["FF", "6E00"],
] as const) {
  it(`answers the class ${cla} with ${expected}`, () => {
    assert.equal(engineWith().send(`${cla}CB0000`), expected);
  });
}
