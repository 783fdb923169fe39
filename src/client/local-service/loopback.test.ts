import assert from "node:assert/strict";
import { describe, it } from "node:test";
import Koa from "koa";
import { startTestServer } from "../../foundation/testing/test-server.ts";
import { listenAtLoopback } from "./loopback.ts";

const app = () => new Koa().use((ctx) => void (ctx.body = "here"));

describe("a listener on loopback", () => {
  it("is at the first port that is free", async () => {
    await using taken = await startTestServer();
    const listener = await listenAtLoopback([taken.port, 0], app);
    try {
      assert.notEqual(listener.port, taken.port);
      assert.equal(await (await fetch(`http://127.0.0.1:${String(listener.port)}`)).text(), "here");
    } finally {
      await listener.close();
    }
  });

  it("says why the first port was refused if none is free", async () => {
    await using one = await startTestServer();
    await using other = await startTestServer();
    const ports = [one.port, other.port];
    await assert.rejects(listenAtLoopback(ports, app), {
      code: "PORT_TAKEN",
      message: new RegExp(`^Port ${ports.join(", ")} `),
    });
  });

  it("passes on what is wrong with a port that can be none, and tries no other", async () => {
    await assert.rejects(listenAtLoopback([70_000, 0], app), { code: "ERR_SOCKET_BAD_PORT" });
    await assert.rejects(listenAtLoopback([], app), { name: "RangeError", message: "no port was named" });
  });
});
