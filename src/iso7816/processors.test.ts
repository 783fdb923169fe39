import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CardConnection } from "./card-connection.ts";
import { fromHex, toHex } from "./hex.ts";
import { withCommandChaining, withGetResponse, withShortApdus } from "./processors.ts";
import { MalformedResponseError } from "./response-apdu.ts";

/** A card that gives the answers of a script in turn and keeps what it was sent. */
function scripted(answers: readonly string[]): { connection: CardConnection; sent: string[] } {
  const sent: string[] = [];
  const connection: CardConnection = {
    atr: fromHex("3B00"),
    transmit: (command) => {
      sent.push(toHex(command));
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      return answer === undefined ? Promise.reject(new Error("no answer scripted")) : Promise.resolve(fromHex(answer));
    },
    transaction: (work) => work(),
    disconnect: () => Promise.resolve(),
  };
  return { connection, sent };
}

describe("command chaining", () => {
  it("sends an extended command as a chain of short ones", async () => {
    const { connection, sent } = scripted(["9000", "9000", "AA9000"]);
    const data = "11".repeat(255) + "22".repeat(255) + "33";
    const answer = await withCommandChaining(connection).transmit(fromHex(`0087079A 0001FF ${data} 0000`));
    assert.equal(toHex(answer), "AA9000");
    assert.deepEqual(sent, [`1087079AFF${"11".repeat(255)}`, `1087079AFF${"22".repeat(255)}`, "0087079A013300"]);
  });

  it("sends exactly one full block as one command", async () => {
    const { connection, sent } = scripted(["9000"]);
    await withCommandChaining(connection).transmit(fromHex(`00DB3FFF0000FF${"11".repeat(255)}`));
    assert.deepEqual(sent, [`00DB3FFFFF${"11".repeat(255)}`]);
  });

  it("stops at the block the card refuses", async () => {
    const { connection, sent } = scripted(["9000", "6982"]);
    const answer = await withCommandChaining(connection).transmit(fromHex(`00DB3FFF000300${"11".repeat(768)}`));
    assert.equal(toHex(answer), "6982");
    assert.equal(sent.length, 2);
  });
});

describe("GET RESPONSE", () => {
  it("puts an answer in parts together", async () => {
    const { connection, sent } = scripted(["016102", "02036101", "049000"]);
    assert.equal(toHex(await withGetResponse(connection).transmit(fromHex("00CB3FFF00"))), "010203049000");
    assert.deepEqual(sent, ["00CB3FFF00", "00C0000002", "00C0000001"]);
  });

  it("asks for 256 bytes when the card says 6100", async () => {
    const { connection, sent } = scripted(["6100", "9000"]);
    await withGetResponse(connection).transmit(fromHex("00CB3FFF00"));
    assert.equal(sent[1], "00C0000000");
  });

  it("sends the command again with the length the card wants", async () => {
    const { connection, sent } = scripted(["6C02", "AABB9000"]);
    assert.equal(toHex(await withGetResponse(connection).transmit(fromHex("00CA9F7F00"))), "AABB9000");
    assert.deepEqual(sent, ["00CA9F7F00", "00CA9F7F02"]);
  });

  it("cuts off a card that never stops", async () => {
    const { connection } = scripted(["6101"]);
    await assert.rejects(withGetResponse(connection).transmit(fromHex("00CB3FFF00")), MalformedResponseError);
  });

  it("refuses an answer without a status word", async () => {
    const { connection } = scripted(["90"]);
    await assert.rejects(withGetResponse(connection).transmit(fromHex("00CB3FFF00")), MalformedResponseError);
  });
});

it("stacks both", async () => {
  const { connection, sent } = scripted(["9000", "6101", "AA9000"]);
  const answer = await withShortApdus(connection).transmit(fromHex(`0087079A 000100 ${"11".repeat(256)} 0000`));
  assert.equal(toHex(answer), "AA9000");
  assert.equal(sent.at(-1), "00C0000001");
});
