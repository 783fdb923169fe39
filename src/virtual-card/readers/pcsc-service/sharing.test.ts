import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { returnCode } from "./protocol/constants.ts";
import { apdu, startService } from "./testing/start-service.ts";

const exclusive = 1;
const direct = 3;

describe("programs that share a reader of the service", () => {
  it("see its card, its protocol, and how many are connected", async () => {
    await using desk = await startService();
    using client = await desk.client();
    const [before] = await client.readers();
    assert.deepEqual(before, {
      name: "Desk",
      changes: 1,
      state: 0x34,
      sharing: 0,
      atr: "3BD6970081B1FE451F878031C152211A4B",
      protocol: 0,
    });
    const { card, protocol, code } = await client.connect("Desk");
    assert.deepEqual([protocol, code], [2, 0]);
    await client.connect("Desk");
    const [during] = await client.readers();
    assert.deepEqual([during?.sharing, during?.protocol], [2, 2]);
    assert.match(String(await client.transmit(card, apdu.select)), /9000$/);
  });

  it("cannot connect while another has it for itself, nor have it for themselves while others are connected", async () => {
    await using desk = await startService();
    using one = await desk.client();
    using two = await desk.client();
    const alone = await one.connect("Desk", exclusive);
    assert.equal((await two.readers())[0]?.sharing, -1);
    assert.equal((await two.connect("Desk")).code, returnCode.SHARING_VIOLATION);
    assert.equal(await one.reconnect(alone.card, 0, 2), 0);
    const shared = await two.connect("Desk");
    assert.equal(shared.code, 0);
    assert.equal((await two.connect("Desk", exclusive)).code, returnCode.SHARING_VIOLATION);
    assert.equal(await two.reconnect(shared.card, 0, exclusive), returnCode.SHARING_VIOLATION);
    await one.disconnect(alone.card);
    assert.equal(await two.reconnect(shared.card, 0, exclusive), 0);
  });

  it("are refused what they cannot have", async () => {
    await using desk = await startService();
    desk.readers.addReader("Empty");
    using client = await desk.client();
    const codes = async (...parameters: Parameters<typeof client.connect>) =>
      (await client.connect(...parameters)).code;
    assert.equal(await codes("Dest"), returnCode.UNKNOWN_READER);
    assert.equal(await codes("Empty"), returnCode.NO_SMARTCARD);
    assert.equal(await codes("Empty", direct, 0), 0);
    assert.equal(await codes("Desk", 2, 0), returnCode.PROTO_MISMATCH);
    assert.equal(await codes("Desk", 2, 1), returnCode.PROTO_MISMATCH);
    assert.equal(await codes("Desk", 7), returnCode.INVALID_VALUE);
    const { card } = await client.connect("Desk");
    assert.equal(await client.transmit(card, apdu.select, { protocol: 1 }), returnCode.PROTO_MISMATCH);
    assert.equal(await client.transmit(card, apdu.select, { room: 1 }), returnCode.INSUFFICIENT_BUFFER);
    assert.equal(await client.transmit(card, apdu.select, { room: 10 }), returnCode.INSUFFICIENT_BUFFER);
    assert.equal(await client.disconnect(card, 9), returnCode.INVALID_VALUE);
  });

  it("are told of a reset by another, each until it reconnects, and of their own", async () => {
    await using desk = await startService();
    using one = await desk.client();
    using two = await desk.client();
    const [{ card: first }, { card: second }] = [await one.connect("Desk"), await two.connect("Desk")];
    assert.equal(await one.reconnect(first, 1), 0);
    assert.match(String(await one.transmit(first, apdu.select)), /9000$/);
    assert.equal(await two.transmit(second, apdu.select), returnCode.RESET_CARD);
    assert.equal(await two.status(second), returnCode.RESET_CARD);
    assert.equal(await two.begin(second), returnCode.RESET_CARD);
    assert.equal(await two.reconnect(second), 0);
    assert.equal(await two.status(second), 0);
    assert.equal(await one.begin(first), 0);
    assert.equal(await one.end(first, 1), 0);
    assert.equal(await one.status(first), returnCode.RESET_CARD);
    assert.equal(await two.status(second), returnCode.RESET_CARD);
    await one.reconnect(first);
    await two.disconnect(second, 1);
    assert.equal(await one.status(first), returnCode.RESET_CARD);
  });

  it("are told that their card was removed, until they reconnect to the next one", async () => {
    await using desk = await startService();
    using client = await desk.client();
    const { card } = await client.connect("Desk");
    desk.readers.eject("Desk");
    assert.equal(await client.transmit(card, apdu.select), returnCode.REMOVED_CARD);
    assert.equal(await client.reconnect(card), returnCode.NO_SMARTCARD);
    desk.insert();
    assert.equal(await client.transmit(card, apdu.select), returnCode.REMOVED_CARD);
    assert.equal(await client.reconnect(card), 0);
    assert.match(String(await client.transmit(card, apdu.select)), /9000$/);
    assert.equal((await client.readers())[0]?.changes, 3);
  });

  it("find their reader gone, and can still disconnect", async () => {
    await using desk = await startService();
    using client = await desk.client();
    const { card } = await client.connect("Desk");
    desk.readers.removeReader("Desk");
    desk.readers.addReader("Desk");
    assert.equal(await client.status(card), returnCode.INVALID_VALUE);
    assert.equal(await client.begin(card), returnCode.INVALID_VALUE);
    assert.equal(await client.disconnect(card), 0);
  });

  it("share it with the client in this process", async () => {
    await using desk = await startService();
    using client = await desk.client();
    const { card } = await client.connect("Desk");
    const inProcess = await desk.readers.connect("Desk");
    await inProcess.transaction(async () => {
      assert.equal(await client.begin(card), returnCode.SHARING_VIOLATION);
    });
    assert.equal(await client.begin(card), 0);
    const waiting = inProcess.transmit(Buffer.from(apdu.select, "hex"));
    assert.match(String(await client.transmit(card, apdu.status)), /6.../);
    await client.end(card);
    assert.equal(
      Buffer.from(await waiting)
        .subarray(-2)
        .toString("hex"),
      "9000",
    );
  });

  it("find a passcode verified if they connect soon after the last has left, and not later", async (context) => {
    await using desk = await startService({ powerOffAfterMs: 500 });
    using client = await desk.client();
    const verified = await client.connect("Desk");
    await client.transmit(verified.card, apdu.select);
    await client.transmit(verified.card, apdu.verify);
    context.mock.timers.enable({ apis: ["setTimeout"] });
    await client.disconnect(verified.card);
    context.mock.timers.tick(499);
    const soon = await client.connect("Desk");
    assert.equal(await client.transmit(soon.card, apdu.status), "9000");
    context.mock.timers.tick(499);
    assert.equal(await client.transmit(soon.card, apdu.status), "9000");
    await client.disconnect(soon.card);
    context.mock.timers.tick(500);
    assert.equal((await client.readers())[0]?.protocol, 0);
    const late = await client.connect("Desk");
    await client.transmit(late.card, apdu.select);
    assert.equal(await client.transmit(late.card, apdu.status), "63C3");
  });
});
