import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, it } from "node:test";
import Koa from "koa";
import { listenAtLoopback } from "./loopback.ts";
import { abortOnClose } from "./request-signal.ts";

/** The signal of one request, once its connection is closed. */
async function signalAfter(what: "gone before" | "gone" | "answered"): Promise<AbortSignal> {
  const { promise, resolve, reject } = Promise.withResolvers<AbortSignal>();
  await using opened = new AsyncDisposableStack();
  const app = new Koa().on("error", reject).use(async (ctx) => {
    const closed = once(ctx.res, "close");
    const signal = what !== "gone before" && abortOnClose(ctx);
    assert.ok(!signal || !signal.aborted);
    ctx.body = "here";
    if (what === "answered") {
      void closed.then(() => {
        resolve(signal || abortOnClose(ctx));
      });
      return;
    }
    page.destroy();
    await closed;
    resolve(signal || abortOnClose(ctx));
  });
  const listener = opened.adopt(await listenAtLoopback([0], () => app), (one) => one.close());
  const page = connect(listener.port, "127.0.0.1");
  page.write("GET / HTTP/1.1\r\nhost: localhost\r\n\r\n");
  return await promise;
}

describe("the signal of a request", () => {
  it("is aborted if the caller was gone before it was asked for", async () => {
    assert.equal((await signalAfter("gone before")).aborted, true);
  });

  it("is aborted if the caller goes before it has its answer, and not afterwards", async () => {
    assert.equal((await signalAfter("gone")).aborted, true);
    assert.equal((await signalAfter("answered")).aborted, false);
  });
});
