import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encode } from "../testing/wire-client.ts";
import { command, mostSendBytes, type CommandName } from "./constants.ts";
import { MalformedRequestError, RequestReader } from "./request-reader.ts";

function message(name: CommandName, body: readonly number[] = [], data = Buffer.alloc(0)): Buffer {
  return Buffer.concat([encode([body.length * 4, command[name]]), encode(body), data]);
}

const apdu = Buffer.from("00A4040000", "hex");
const stream = Buffer.concat([
  message("VERSION", [4, 4, 0]),
  message("GET_READERS_STATE"),
  message("TRANSMIT", [7, 2, 8, apdu.length, 0, 0, 258, 0], apdu),
  message("CONTROL", [7, 0x42000d48, 0, 8, 0, 0]),
  message("WAIT_READER_STATE_CHANGE"),
  message("STATUS", [7, 0]),
]);

describe("requests of a client", () => {
  for (const size of [1, 2, 3, 8, 9, 31, stream.length]) {
    it(`are read out of chunks of ${String(size)} bytes`, () => {
      const reader = new RequestReader();
      const read: string[] = [];
      for (let at = 0; at < stream.length; at += size) {
        for (const { name, data } of reader.push(stream.subarray(at, at + size)))
          read.push(name + data.toString("hex"));
      }
      assert.deepEqual(read, [
        "VERSION",
        "GET_READERS_STATE",
        "TRANSMIT00a4040000",
        "CONTROL",
        "WAIT_READER_STATE_CHANGE",
        "STATUS",
      ]);
    });
  }

  for (const [what, bytes] of [
    ["an unknown command", encode([0, 0x18])],
    ["a command that clients never send", encode([0, 0x03])],
    ["a body of another size", encode([12, command.STATUS])],
    ["a body where none is due", encode([4, command.GET_READERS_STATE])],
    ["more for the card than fits", message("TRANSMIT", [7, 2, 8, mostSendBytes + 1, 0, 0, 258, 0])],
    ["more for the reader than fits", message("CONTROL", [7, 1, 0xffffffff, 8, 0, 0])],
  ] as const) {
    it(`are refused: ${what}`, () => {
      assert.throws(() => [...new RequestReader().push(bytes)], MalformedRequestError);
    });
  }

  it("may carry as much as an extended APDU has", () => {
    const data = Buffer.alloc(mostSendBytes, 0x5a);
    const [request] = new RequestReader().push(message("TRANSMIT", [7, 2, 8, data.length, 0, 0, 258, 0], data));
    assert.deepEqual(request?.data, data);
  });
});
