import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { after, before, describe, it } from "node:test";
import Koa from "koa";
import { isTestkitError } from "../../../foundation/errors/testkit-error.ts";
import { createLogger } from "../../../foundation/create-logger.ts";
import { SeededRandom } from "../../../foundation/random.ts";
import { listenAtLoopback, type LoopbackListener } from "../loopback.ts";
import { signalRRoutes } from "./signalr.ts";

describe("classic SignalR by long polling", () => {
  const log = new PassThrough();
  let listener: LoopbackListener;
  before(async () => {
    const methods = {
      echo: (argumentList: readonly unknown[]) => Promise.resolve(argumentList),
      fail: () => Promise.reject(new Error("unforeseen")),
    };
    const logger = createLogger({ level: "error", destination: log });
    const routes = signalRRoutes({ name: "someHub", methods, random: new SeededRandom("hub"), logger }).routes();
    const app = new Koa().use(async (ctx, next) => {
      try {
        await next();
      } catch (error) {
        if (!isTestkitError(error)) throw error;
        ctx.body = { code: error.code };
      }
    });
    app.use(routes);
    listener = await listenAtLoopback([0], () => app);
  });
  after(() => listener.close());

  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`http://127.0.0.1:${listener.port}/signalr/${path}`, init);
    return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
  };
  const negotiate = async (query = "") =>
    JSON.parse((await ask(`negotiate${query}`)).text) as Record<string, unknown> & { ConnectionToken: string };
  const queryOf = (fields: Record<string, string>) =>
    new URLSearchParams({ transport: "longPolling", ...fields }).toString();
  const connected = async () => queryOf({ connectionToken: (await negotiate()).ConnectionToken });
  const send = async (data: string | undefined) => {
    const body = new URLSearchParams({ ...(data !== undefined && { data }) });
    return JSON.parse((await ask(`send?${await connected()}`, { method: "POST", body })).text) as unknown;
  };

  it("negotiates without web sockets, in the protocol that the client names", async () => {
    const { ConnectionToken, ConnectionId, ...rest } = await negotiate("?clientProtocol=1.4");
    assert.equal(Buffer.from(ConnectionToken, "base64").length, 32);
    assert.match(String(ConnectionId), /^[0-9a-f]{32}$/);
    assert.deepEqual(rest, {
      Url: "/signalr",
      KeepAliveTimeout: null,
      DisconnectTimeout: 30,
      ConnectionTimeout: 110,
      TryWebSockets: false,
      ProtocolVersion: "1.4",
      TransportConnectTimeout: 5,
      LongPollDelay: 0,
    });
    assert.equal((await negotiate())["ProtocolVersion"], "1.5");
    assert.equal((await negotiate("?clientProtocol=1&clientProtocol=2"))["ProtocolVersion"], "1.5");
  });

  it("answers a ping", async () => {
    assert.equal((await ask("ping")).text, '{"Response":"pong"}');
  });

  it("says what is wrong with a step, as text", async () => {
    const type = "text/plain; charset=utf-8";
    for (const [query, text] of [
      ["transport=webSockets&connectionToken=AA", "Protocol error: Unknown transport."],
      [queryOf({}), "Protocol error: Missing connection token."],
      [queryOf({ connectionToken: "AA" }), "The ConnectionId is in the incorrect format."],
    ] as const) {
      assert.deepEqual(await ask(`start?${query}`), { status: 400, type, text });
    }
  });

  it("keeps a poll until its connection is closed", async () => {
    const query = await connected();
    let closed = false;
    const poll = ask(`poll?${query}`).then(({ text }) => ({ text, closed }));
    await ask("ping");
    closed = true;
    const type = "text/plain; charset=utf-8";
    assert.deepEqual(await ask(`abort?${query}`, { method: "POST" }), { status: 200, type, text: "" });
    assert.deepEqual(await poll, { text: '{"C":"d-0","M":[]}', closed: true });
  });

  it("answers an invocation, or that it could not be read", async () => {
    assert.deepEqual(await send('{"H":"somehub","M":"ECHO","A":[1],"I":7}'), { I: "7", R: [1] });
    const unreadable = { I: "0", E: "The invocation could not be read." };
    for (const data of ["{", '{"H":"someHub"}', undefined]) assert.deepEqual(await send(data), unreadable);
  });

  it("tells the page and the log that a method failed", async () => {
    const error = "There was an error invoking Hub method 'someHub.fail'.";
    assert.deepEqual(await send('{"H":"someHub","M":"Fail","I":7}'), { I: "7", E: error });
    const line = JSON.parse(String(log.read())) as { msg: string; method: string; err: { message: string } };
    assert.deepEqual([line.msg, line.method, line.err.message], ["a hub method failed", "Fail", "unforeseen"]);
  });

  it("refuses a form of more than a megabyte", async () => {
    const body = (length: number) => ({ method: "POST", body: new URLSearchParams({ data: "x".repeat(length) }) });
    assert.equal((await ask("ping", body(1_100_000))).text, '{"code":"REQUEST_MALFORMED"}');
    assert.match((await ask(`send?${await connected()}`, body(900_000))).text, /could not be read/);
  });
});
