import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { describe, it } from "node:test";
import Koa from "koa";
import type { SignInSummary, TimelineControl } from "./timeline-control.ts";
import { streamTimeline } from "./timeline-stream.ts";

/** A timeline whose sign-ins a test changes. */
class ChangingTimeline implements TimelineControl {
  readonly listeners = new Set<(id: number | undefined) => void>();
  readonly last: string;
  asked = 0;

  constructor(last: string) {
    this.last = last;
  }

  page = () => ({ signIns: [], total: 0 });
  find = () => undefined;
  summary = (id: number): SignInSummary => {
    this.asked += 1;
    const now = new Date().toISOString();
    return { id, startedAt: now, changedAt: now, outcome: "in progress", card: "none yet", steps: 1, last: this.last };
  };
  listen = (listener: (id: number | undefined) => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
  change = (id?: number) => {
    for (const listener of this.listeners) listener(id);
  };
}

async function serve(timeline: TimelineControl, opened: AsyncDisposableStack) {
  const app = new Koa();
  app.silent = true;
  app.use((ctx) => {
    streamTimeline(ctx, timeline);
  });
  const answer = app.callback();
  const server = createServer((request, response) => void answer(request, response)).listen(0, "127.0.0.1");
  opened.defer(() => void server.close());
  opened.defer(() => {
    server.closeAllConnections();
  });
  await once(server, "listening");
  const accepted = once(server, "connection") as Promise<[Socket]>;
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  opened.defer(() => void socket.destroy());
  socket.on("error", () => undefined);
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(socket, "readable");
  return { socket, atServer: (await accepted)[0] };
}

/** Resolves once the system takes no more bytes, for as long as the event loop turns a hundred times. */
async function stalled(socket: Socket, write: () => void): Promise<void> {
  for (let turns = 0, before = -1; turns < 100; turns++) {
    write();
    await new Promise(setImmediate);
    if (socket.bytesWritten !== before || !socket.writableNeedDrain) turns = 0;
    before = socket.bytesWritten;
  }
}

const longest = 64 * 1024;

/** Reads until the text has come. Resolves to the end of what was read. */
async function read(socket: Awaited<ReturnType<typeof serve>>["socket"], wanted: RegExp): Promise<string> {
  let text = "";
  while (!wanted.test(text)) {
    const part = socket.read() as Buffer | null;
    if (part === null) await once(socket, "readable");
    else text = (text + part.toString()).slice(-longest);
  }
  return text;
}

describe("the stream of sign-ins that change", () => {
  it("tells of a change at once, and of those close to it together, each once", async () => {
    await using opened = new AsyncDisposableStack();
    const timeline = new ChangingTimeline("x");
    const { socket } = await serve(timeline, opened);
    timeline.change(1);
    assert.match(await read(socket, /"id":1,/), /event: sign-in\ndata: \{"id":1,/);
    for (let time = 0; time < 20; time++) for (const id of [2, 3]) timeline.change(id);
    const text = await read(socket, /"id":3,/);
    assert.equal(text.match(/event: sign-in/g)?.length, 2);
    assert.equal(timeline.asked, 3);
  });

  it("has the listener read all again after a reset, or more changes than it is told of", async () => {
    await using opened = new AsyncDisposableStack();
    const timeline = new ChangingTimeline("x");
    const { socket } = await serve(timeline, opened);
    timeline.change();
    await read(socket, /event: resync\n/);
    for (let id = 0; id < 100; id++) timeline.change(id);
    assert.doesNotMatch(await read(socket, /event: resync\n/), /event: sign-in/);
    assert.equal(timeline.asked, 0);
  });

  it("costs nothing for a stalled listener, which hears of it when it reads again", { timeout: 60_000 }, async () => {
    await using opened = new AsyncDisposableStack();
    const timeline = new ChangingTimeline("x".repeat(1024 * 1024));
    const { socket, atServer } = await serve(timeline, opened);
    await stalled(atServer, () => {
      timeline.change(1);
    });
    const { asked } = timeline;
    const { rss } = process.memoryUsage();
    for (let more = 0; more < 1_000_000; more++) timeline.change(more);
    assert.equal(timeline.asked, asked, "nothing is made for who does not read");
    assert.ok(process.memoryUsage().rss - rss < 64 * 1024 * 1024);
    await read(socket, /event: resync\n/);
    timeline.change(7);
    await read(socket, /"id":7,/);
    socket.destroy();
    await new Promise<void>((resolve) => {
      const look = () => {
        if (timeline.listeners.size === 0) resolve();
        else setImmediate(look);
      };
      look();
    });
  });
});
