import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InProcessReaders } from "../in-process.ts";
import { PcscService } from "./pcsc-service.ts";
import { command, returnCode } from "./protocol/constants.ts";
import { apdu, startService } from "./testing/start-service.ts";
import { encode, WireClient } from "./testing/wire-client.ts";

describe("the service's protocol version", () => {
  for (const minor of [4, 5, 6]) {
    it(`is the client's own for 4:${String(minor)}`, async () => {
      await using desk = await startService();
      using client = await WireClient.open(desk.service);
      assert.deepEqual(await client.call("VERSION", [4, minor, 0]), [4, minor, 0]);
    });
  }
  for (const [major, minor] of [
    [4, 3],
    [4, 7],
    [3, 4],
    [5, 4],
  ] as const) {
    it(`refuses ${String(major)}:${String(minor)}, and says what it speaks`, async () => {
      await using desk = await startService();
      using client = await WireClient.open(desk.service);
      assert.deepEqual(await client.call("VERSION", [major, minor, 0]), [4, 6, returnCode.SERVICE_STOPPED]);
    });
  }
});

describe("clients that do harm", () => {
  const harms: [what: string, sent: Buffer, reason: string][] = [
    ["an unknown command", encode([0, 99]), "malformed"],
    ["a wrong size", encode([1, command.STATUS]), "malformed"],
    ["a card of nobody", Buffer.concat([encode([8, command.STATUS]), encode([4711, 0])]), "foreign-handle"],
    [
      "more than fits",
      Buffer.concat([encode([32, command.TRANSMIT]), encode([1, 2, 8, 70_000, 0, 0, 9, 0])]),
      "malformed",
    ],
  ];
  for (const [what, sent, reason] of harms) {
    it(`are sent away for ${what}, and others work on`, async () => {
      const refused: string[] = [];
      await using desk = await startService({ onRefused: (why) => refused.push(why) });
      using client = await desk.client();
      const { card } = await client.connect("Desk");
      using rogue = await desk.client();
      rogue.socket.write(sent);
      await rogue.ended();
      assert.deepEqual(refused, [reason]);
      assert.match(String(await client.transmit(card, apdu.select)), /9000$/);
    });
  }

  it("cannot use or disconnect the card of another", async () => {
    await using desk = await startService();
    using client = await desk.client();
    const { card } = await client.connect("Desk");
    using rogue = await desk.client();
    await assert.rejects(rogue.disconnect(card));
    assert.equal(await client.status(card), 0);
  });

  it("are served if they send byte by byte, and two requests at once", async () => {
    await using desk = await startService();
    using client = await WireClient.open(desk.service);
    client.socket.setNoDelay(true);
    const version = Buffer.concat([encode([12, command.VERSION]), encode([4, 4, 0])]);
    for (const byte of version) client.socket.write(Buffer.of(byte));
    assert.deepEqual(await client.receive(12), encode([4, 4, 0]));
    client.socket.write(Buffer.concat([version, version]));
    assert.deepEqual(await client.receive(24), encode([4, 4, 0, 4, 4, 0]));
  });

  it("leave nothing if they go in the middle of a message", async () => {
    await using desk = await startService();
    using watcher = await desk.client();
    for (let bytes = 0; bytes < 40; bytes++) {
      const client = await desk.client();
      const message = Buffer.concat([encode([32, command.TRANSMIT]), encode([1, 2, 8, 200, 0, 0, 9, 0])]);
      client.socket.end(message.subarray(0, bytes));
      await client.ended();
    }
    while (desk.service.size.clients > 1) await watcher.readers();
    assert.deepEqual(desk.service.size, { clients: 1, contexts: 1, cards: 0 });
  });

  it("are sent away if they ask on and on and read no answer", async () => {
    const refused: string[] = [];
    await using desk = await startService({ onRefused: (why) => refused.push(why) });
    using client = await desk.client();
    client.socket.pause();
    const table = encode([0, command.GET_READERS_STATE]);
    const flood = Buffer.concat(Array.from({ length: 1024 }, () => table));
    while (!client.socket.destroyed && refused.length === 0) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      client.socket.write(flood, () => {
        resolve(undefined);
      });
      await promise;
    }
    assert.deepEqual(refused, ["flood"]);
  });

  it("are turned away if there are too many, until others leave", async () => {
    await using desk = await startService({ mostClients: 2 });
    const one = await desk.client();
    using two = await desk.client();
    await assert.rejects(desk.client());
    one.close();
    while (desk.service.size.clients > 1) await two.readers();
    using three = await desk.client();
    assert.equal((await three.readers()).length, 1);
  });
});

describe("the service's table", () => {
  it("has as many places as it is told, and shows no reader without one or with a name too long", async () => {
    const readers = new InProcessReaders();
    readers.addReader("x".repeat(127));
    readers.addReader("y".repeat(128));
    for (let index = 0; index < 60; index++) readers.addReader(`Reader ${String(index)}`);
    await using service = await PcscService.start(readers, { tableSize: 48 });
    using client = await WireClient.establish(service);
    const shown = await client.readers(48);
    assert.equal(shown.length, 48);
    assert.equal(shown[0]?.name, "x".repeat(127));
    readers.removeReader("Reader 0");
    readers.addReader("Last");
    assert.equal((await client.readers(48))[1]?.name, "Last");
    client.send("READERS_STATE_SIZE");
    assert.deepEqual(await client.receive(4), encode([48]));
  });

  it("tells what a reader is, and what it is not", async () => {
    await using desk = await startService();
    using client = await desk.client();
    const { card } = await client.connect("Desk");
    const attribute = async (tag: number, room = 264) => {
      const body = Buffer.alloc(280);
      body.set(encode([card, tag]), 0);
      body.set(encode([room]), 272);
      client.send("GET_ATTRIB", body);
      const answer = await client.receive(280);
      const [length = 0, code] = new Uint32Array(Uint8Array.from(answer.subarray(272)).buffer);
      return code === 0 ? answer.subarray(8, 8 + length).toString("latin1") : code;
    };
    assert.equal(await attribute(0x7fff0003), "Desk\0");
    assert.equal(
      await attribute(0x00090303),
      Buffer.from("3BD6970081B1FE451F878031C152211A4B", "hex").toString("latin1"),
    );
    assert.equal(await attribute(0x00010100), "CIS2 testkit\0");
    assert.equal(await attribute(0x00010100, 3), returnCode.INSUFFICIENT_BUFFER);
    assert.equal(await attribute(0x00017fff), returnCode.UNSUPPORTED_FEATURE);
    assert.deepEqual((await client.call("CONTROL", [card, 0x42000d48, 0, 256, 0, 0])).slice(4), [0, 0]);
    assert.deepEqual((await client.call("CONTROL", [card, 0x42000001, 0, 256, 0, 0])).slice(4), [
      0,
      returnCode.UNSUPPORTED_FEATURE,
    ]);
  });
});
