import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, it } from "node:test";
import Koa from "koa";
import { listenAtLoopback } from "./loopback.ts";
import { abortOnClose } from "./request-signal.ts";

describe("the signal of a request", () => {
  it("is aborted where the caller was gone before it was asked for", async () => {
    const { promise, resolve } = Promise.withResolvers<AbortSignal>();
    await using opened = new AsyncDisposableStack();
    const app = new Koa().use(async (ctx) => {
      const closed = once(ctx.res, "close");
      page.destroy();
      await closed;
      resolve(abortOnClose(ctx));
    });
    const listener = opened.adopt(await listenAtLoopback([0], () => app), (one) => one.close());
    const page = connect(listener.port, "127.0.0.1");
    page.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
    assert.equal((await promise).aborted, true);
  });
});
