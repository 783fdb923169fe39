import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { it } from "node:test";
import Koa from "koa";
import { createLogger } from "../foundation/create-logger.ts";
import { streamEvents } from "./events.ts";
import { Journal } from "../fake-cis2/journal/journal.ts";

it("drops a listener that does not read its events, and says so in the log", { timeout: 60_000 }, async () => {
  const lines: string[] = [];
  const logger = createLogger({ level: "warn", destination: { write: (line) => void lines.push(line) } });
  const journal = new Journal(1);
  const app = new Koa();
  app.silent = true;
  app.use((ctx) => {
    streamEvents(ctx, journal, logger);
  });
  await using opened = new AsyncDisposableStack();
  const answer = app.callback();
  const server = createServer((request, response) => void answer(request, response)).listen(0, "127.0.0.1");
  opened.defer(() => void server.close());
  opened.defer(() => {
    server.closeAllConnections();
  });
  await once(server, "listening");
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  opened.defer(() => void socket.destroy());
  socket.on("error", () => undefined);
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await once(socket, "readable");

  const event = { type: "connection", network: "internet", error: "x".repeat(64 * 1024) } as const;
  // Far more than the system's own buffers hold.
  for (let sent = 0; sent < 1000 && lines.length === 0; sent++) {
    journal.emit(event);
    await new Promise(setImmediate);
  }
  assert.match(lines.join(""), /does not read them, and was dropped/);
  journal.emit(event);
  assert.equal(lines.length, 1);
});
