import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decodeCommand, encodeCommand } from "../../iso7816/index.ts";
import { KnownSecrets } from "./known-secrets.ts";

const secrets = () =>
  new KnownSecrets({
    passcode: "123456",
    puk: "87654321",
    block: { reference: 0x80, pukReference: 0x81, paddedLength: 8, padding: 0xff },
  });
const padded = (text: string) => Buffer.from(text.padEnd(8, "\xff"), "latin1");

function command(ins: number, p2: number, ...parts: readonly string[]) {
  const data = Buffer.concat(parts.map(padded));
  const decoded = decodeCommand(encodeCommand({ cla: 0, ins, p1: 0, p2, data }));
  assert.ok(decoded);
  return decoded;
}

const VERIFY = 0x20;
const CHANGE = 0x24;
const RESET = 0x2c;

describe("secrets bound to their references", () => {
  const right = [
    ["the passcode at its reference", command(VERIFY, 0x80, "123456")],
    ["a change of the passcode from the right one", command(CHANGE, 0x80, "123456", "222222")],
    ["a change of the PUK from the right one", command(CHANGE, 0x81, "87654321", "22222222")],
    ["a reset with the PUK", command(RESET, 0x80, "87654321", "123456")],
  ] as const;
  for (const [name, given] of right) {
    it(`take ${name} for right`, () => {
      assert.equal(secrets().given(given)?.right, true);
    });
  }

  const wrong = [
    ["the PUK as the passcode", command(VERIFY, 0x80, "87654321")],
    ["the right passcode and its like after it", command(VERIFY, 0x80, "123456", "123456")],
    ["the right passcode at a finger's reference", command(VERIFY, 0x96, "123456")],
    ["the right passcode at the global reference", command(VERIFY, 0x00, "123456")],
    ["a change of the passcode from the PUK", command(CHANGE, 0x80, "87654321", "222222")],
    ["a reset with the passcode", command(RESET, 0x80, "123456", "123456")],
    ["a reset of another reference", command(RESET, 0x00, "87654321", "123456")],
    ["the right passcode in a chain", { ...command(VERIFY, 0x80, "123456"), cla: 0x10 }],
    ["the right passcode with P1 = 01", { ...command(VERIFY, 0x80, "123456"), p1: 0x01 }],
    ["the right passcode without its padding", { ...command(VERIFY, 0x80), data: Buffer.from("123456") }],
  ] as const;
  for (const [name, given] of wrong) {
    it(`take ${name} for wrong`, () => {
      assert.equal(secrets().given(given)?.right, false);
    });
  }

  it("follow what the card accepted", () => {
    const known = secrets();
    known.accepted(command(CHANGE, 0x80, "123456", "222222"));
    assert.equal(known.given(command(VERIFY, 0x80, "123456"))?.right, false);
    assert.equal(known.given(command(VERIFY, 0x80, "222222"))?.right, true);
    known.accepted(command(CHANGE, 0x81, "87654321", "33333333"));
    known.accepted(command(RESET, 0x80, "33333333", "444444"));
    assert.deepEqual(known.current("passcode"), padded("444444"));
    assert.deepEqual(known.current("puk"), padded("33333333"));
  });

  it("have nothing to say of commands without a secret", () => {
    assert.equal(secrets().given(command(VERIFY, 0x80)), undefined);
    assert.equal(secrets().given(command(0xcb, 0x80, "123456")), undefined);
  });
});
