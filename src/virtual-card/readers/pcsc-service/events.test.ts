import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { returnCode } from "./protocol/constants.ts";
import { startService } from "./testing/start-service.ts";
import { decode, readTable, type WireClient } from "./testing/wire-client.ts";

/** What SCardGetStatusChange of this version sends before it waits; resolves to the readers it then knows. */
async function wait(client: WireClient, minor: number) {
  client.send("WAIT_READER_STATE_CHANGE");
  if (minor < 6) return readTable(await client.receive(16 * 184));
  client.send("READERS_STATE_ARRAY");
  return readTable(await client.receive(16 * 184));
}

/** An event has the number of reader events from 4:5 on. */
const readerEventsIn = (minor: number) => (minor >= 5 ? 1 : 0);

describe("programs that wait for changes of the service's readers", () => {
  for (const minor of [4, 5, 6]) {
    it(`in 4:${String(minor)} see each insertion and removal`, async () => {
      await using desk = await startService();
      using client = await desk.client(minor);
      for (const [index, change] of [
        () => {
          desk.readers.eject("Desk");
        },
        desk.insert,
      ].entries()) {
        assert.equal((await wait(client, minor))[0]?.changes, 1 + index);
        change();
        assert.deepEqual(decode(await client.receive(8)), [readerEventsIn(minor), 0]);
      }
      assert.deepEqual(
        (await client.readers()).map(({ changes, state }) => [changes, state]),
        [[3, 0x34]],
      );
      assert.equal(client.unread, 0);
    });

    it(`in 4:${String(minor)} stop waiting, and can be cancelled by another`, async () => {
      await using desk = await startService();
      using client = await desk.client(minor);
      using other = await desk.client(minor);
      await wait(client, minor);
      client.send("STOP_WAITING");
      assert.deepEqual(decode(await client.receive(8)), [readerEventsIn(minor), 0]);
      await wait(client, minor);
      assert.deepEqual(await other.call("CANCEL", [client.context, 0]), [client.context, 0]);
      assert.deepEqual(decode(await client.receive(8)), [readerEventsIn(minor), returnCode.CANCELLED]);
      assert.deepEqual(await other.call("CANCEL", [client.context, 0]), [client.context, 0]);
      assert.deepEqual(await other.call("CANCEL", [client.context ^ 1, 0]), [
        client.context ^ 1,
        returnCode.INVALID_HANDLE,
      ]);
      assert.equal((await client.readers()).length, 1);
      assert.equal(client.unread, 0);
    });
  }

  it("see readers that come and go, and a count of them", async () => {
    await using desk = await startService();
    using client = await desk.client(5);
    const count = async () => {
      client.send("GET_READER_EVENTS");
      return decode(await client.receive(8));
    };
    assert.deepEqual(await count(), [1, 0]);
    await wait(client, 5);
    desk.readers.addReader("Window");
    assert.deepEqual(decode(await client.receive(8)), [2, 0]);
    assert.deepEqual(
      (await client.readers()).map(({ name }) => name),
      ["Desk", "Window"],
    );
    desk.readers.removeReader("Desk");
    assert.deepEqual(await count(), [3, 0]);
    assert.deepEqual(
      (await client.readers()).map(({ name }) => name),
      ["Window"],
    );
  });

  it("are told after a while that another program connected", async () => {
    await using desk = await startService();
    using client = await desk.client();
    using other = await desk.client();
    await wait(client, 4);
    await other.connect("Desk");
    assert.deepEqual(decode(await client.receive(8)), [0, 0]);
    assert.equal((await client.readers())[0]?.sharing, 1);
  });

  it("count insertions and removals up to 65,535, and then from 0", async () => {
    await using desk = await startService();
    using client = await desk.client();
    for (let changes = 1; changes < 0xffff; changes += 2) {
      desk.readers.eject("Desk");
      desk.insert();
    }
    assert.equal((await client.readers())[0]?.changes, 0xffff);
    desk.readers.eject("Desk");
    assert.equal((await client.readers())[0]?.changes, 0);
  });
});
