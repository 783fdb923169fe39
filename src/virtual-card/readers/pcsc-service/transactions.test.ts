import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { returnCode } from "./protocol/constants.ts";
import { apdu, startService } from "./testing/start-service.ts";

describe("transactions with a card of the service", () => {
  it("keep other programs out, and count how often they were begun", async () => {
    await using desk = await startService();
    using one = await desk.client();
    using two = await desk.client();
    const [{ card: first }, { card: second }] = [await one.connect("Desk"), await two.connect("Desk")];
    assert.equal(await one.begin(first), 0);
    assert.equal(await one.begin(first), 0);
    assert.equal(await one.end(first), 0);
    assert.equal(await two.begin(second), returnCode.SHARING_VIOLATION);
    assert.equal(await two.transmit(second, apdu.select), returnCode.SHARING_VIOLATION);
    assert.equal(await two.status(second), returnCode.SHARING_VIOLATION);
    assert.equal(await two.reconnect(second), returnCode.SHARING_VIOLATION);
    assert.equal(await two.end(second, 1), returnCode.SHARING_VIOLATION);
    assert.equal(await one.end(first), 0);
    assert.equal(await two.begin(second), 0);
    assert.equal(await one.end(first), returnCode.NOT_TRANSACTED);
  });

  it("begin as soon as the one before ends, if that is soon", async () => {
    await using desk = await startService();
    using one = await desk.client();
    using two = await desk.client();
    const [{ card: first }, { card: second }] = [await one.connect("Desk"), await two.connect("Desk")];
    await one.begin(first);
    const waiting = two.begin(second);
    await one.end(first);
    assert.equal(await waiting, 0);
  });

  it("of one program do not wait for each other: only it could end the other", async () => {
    await using desk = await startService();
    using client = await desk.client();
    const [{ card: first }, { card: second }] = [await client.connect("Desk"), await client.connect("Desk")];
    await client.begin(first);
    const started = performance.now();
    assert.equal(await client.begin(second), returnCode.SHARING_VIOLATION);
    assert.ok(performance.now() - started < 80);
  });

  for (const [how, end] of [
    ["is killed", "close"],
    ["releases its context", "release"],
  ] as const) {
    it(`end with a program that ${how}, and the card is reset`, async () => {
      await using desk = await startService();
      const one = await desk.client();
      using two = await desk.client();
      const [{ card: first }, { card: second }] = [await one.connect("Desk"), await two.connect("Desk")];
      await one.begin(first);
      await one.transmit(first, apdu.select);
      await one.transmit(first, apdu.verify);
      if (end === "close") one.close();
      else assert.equal((await one.call("RELEASE_CONTEXT", [one.context, 0]))[1], 0);
      let code = await two.begin(second);
      while (code === returnCode.SHARING_VIOLATION) code = await two.begin(second);
      assert.equal(code, returnCode.RESET_CARD);
      assert.equal(await two.reconnect(second), 0);
      assert.equal(await two.begin(second), 0);
      await two.transmit(second, apdu.select);
      assert.equal(await two.transmit(second, apdu.status), "63C3");
      one.close();
    });
  }

  it("end with the card's removal", async () => {
    await using desk = await startService();
    using one = await desk.client();
    using two = await desk.client();
    const [{ card: first }, { card: second }] = [await one.connect("Desk"), await two.connect("Desk")];
    await one.begin(first);
    const waiting = two.begin(second);
    desk.readers.eject("Desk");
    assert.equal(await waiting, returnCode.REMOVED_CARD);
    desk.insert();
    assert.equal(await two.reconnect(second), 0);
    assert.equal(await two.begin(second), 0);
    assert.equal(await one.end(first), returnCode.REMOVED_CARD);
  });

  it("leave nothing of a program that ends while it waits", async () => {
    await using desk = await startService();
    using one = await desk.client();
    const two = await desk.client();
    const [{ card: first }, { card: second }] = [await one.connect("Desk"), await two.connect("Desk")];
    await one.begin(first);
    const waiting = two.begin(second);
    two.close();
    await assert.rejects(waiting);
    while (desk.service.size.clients > 1) await one.status(first);
    assert.equal(await one.end(first), 0);
    assert.equal(await one.begin(first), 0);
    assert.deepEqual(desk.service.size, { clients: 1, contexts: 1, cards: 1 });
  });

  it("have programs wait that connect, and that let go of the card and reset it", async () => {
    await using desk = await startService();
    using one = await desk.client();
    using two = await desk.client();
    using three = await desk.client();
    const [{ card: first }, { card: second }] = [await one.connect("Desk"), await two.connect("Desk")];
    await one.begin(first);
    await one.transmit(first, apdu.select);
    await one.transmit(first, apdu.verify);
    const done: string[] = [];
    const waiting = [
      three.connect("Desk").then(({ code }) => done.push(`connected ${String(code)}`)),
      two.disconnect(second, 1).then((code) => done.push(`disconnected ${String(code)}`)),
    ];
    for (let commands = 0; commands < 20; commands++)
      assert.equal(await one.transmit(first, apdu.status), "9000", done.join());
    done.push("ended");
    assert.equal(await one.end(first), 0);
    await Promise.all(waiting);
    assert.deepEqual(done, ["ended", "connected 0", "disconnected 0"]);
    assert.equal(await one.status(first), returnCode.RESET_CARD);
    await one.reconnect(first);
    await one.transmit(first, apdu.select);
    assert.equal(await one.transmit(first, apdu.status), "63C3");
  });

  it("refuse those who would wait for longer than the service lets them, and they keep their card", async () => {
    await using desk = await startService({ longestWaitMs: 1 });
    using one = await desk.client();
    using two = await desk.client();
    const [{ card: first }, { card: second }] = [await one.connect("Desk"), await two.connect("Desk")];
    await one.begin(first);
    assert.equal((await two.connect("Desk")).code, returnCode.SHARING_VIOLATION);
    assert.equal(await two.disconnect(second, 2), returnCode.SHARING_VIOLATION);
    assert.equal(await two.disconnect(second), 0);
    assert.equal((await one.connect("Desk")).code, 0);
    assert.deepEqual(desk.service.size, { clients: 2, contexts: 2, cards: 2 });
  });

  it("do not have a program wait for itself, which would be for ever", async () => {
    await using desk = await startService();
    using client = await desk.client();
    const { card: first } = await client.connect("Desk");
    await client.begin(first);
    const { card: second, code } = await client.connect("Desk");
    assert.equal(code, 0);
    assert.equal(await client.disconnect(second, 1), returnCode.SHARING_VIOLATION);
    assert.equal(await client.end(first), 0);
    assert.equal(await client.disconnect(second, 1), 0);
    assert.equal(await client.status(first), returnCode.RESET_CARD);
  });

  it("leave nothing of programs that end while they connect or let go, nor of a reader taken away meanwhile", async () => {
    await using desk = await startService();
    using one = await desk.client();
    const { card: first } = await one.connect("Desk");
    const [two, three] = [await desk.client(), await desk.client()];
    using four = await desk.client();
    const { card: third } = await three.connect("Desk");
    await one.begin(first);
    const waiting = Promise.allSettled([two.connect("Desk"), three.disconnect(third, 1)]);
    await one.transmit(first, apdu.select);
    two.close();
    three.close();
    assert.deepEqual(
      (await waiting).map(({ status }) => status),
      ["rejected", "rejected"],
    );
    while (desk.service.size.clients > 2) await one.status(first);
    const late = four.connect("Desk");
    await one.status(first);
    desk.readers.removeReader("Desk");
    assert.equal((await late).code, returnCode.UNKNOWN_READER);
    assert.deepEqual(desk.service.size, { clients: 2, contexts: 2, cards: 1 });
  });
});
