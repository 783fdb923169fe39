import assert from "node:assert/strict";
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { describe, it } from "node:test";
import Koa from "koa";
import { httpLimits } from "../../foundation/http-limits.ts";
import { listen } from "../../foundation/listener.ts";
import { listenAtLoopback } from "./loopback.ts";

const app = new Koa().use((ctx) => void (ctx.body = "here"));
const limits = { ...httpLimits, headersTimeout: 20, requestTimeout: 20, connectionsCheckingInterval: 5 };

/** All servers of the testkit listen by one of these. */
const listeners = {
  "of loopback": (given: typeof limits) => listenAtLoopback([0], () => app, given),
  "of any address": async (given: typeof limits) => {
    const listener = await listen({ port: 0 }, given);
    const answer = app.callback();
    listener.serve((request, response) => void answer(request, response));
    return listener;
  },
};
const unfinished = {
  "no end of the headers": "GET / HTTP/1.1\r\nhost: localhost\r\nx-header: ",
  "no end of the body": "POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{",
  nothing: "",
};

async function connectTo(port: number): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

for (const [name, listenWith] of Object.entries(listeners)) {
  describe(`a server ${name}`, { timeout: 60_000 }, () => {
    for (const [what, sent] of Object.entries(unfinished)) {
      it(`ends a connection that has sent ${what} when its time is up`, async () => {
        const listener = await listenWith(limits);
        try {
          const socket = await connectTo(listener.port);
          if (sent !== "") socket.write(sent);
          const parts: Buffer[] = [];
          socket.on("data", (part) => parts.push(part));
          // A busy server may end it by a reset: it has not read all that was sent.
          await new Promise((resolve) => socket.once("close", resolve));
          assert.match(Buffer.concat(parts).toString(), /^HTTP\/1\.1 (408|200)|^$/);
        } finally {
          await listener.close();
        }
      });
    }

    it("takes no more connections than it may, and the next once one has ended", async () => {
      const listener = await listenWith({ ...httpLimits, maxConnections: 1 });
      try {
        const first = await connectTo(listener.port);
        const second = (await connectTo(listener.port)).resume();
        await once(second, "close");
        first.destroy();
        await once(first, "close");
        const answered = async () => (await fetch(`http://127.0.0.1:${String(listener.port)}/`)).text();
        // The server may hear later than we that the first has gone.
        let text: string | undefined;
        while (text === undefined) text = await answered().catch(() => undefined);
        assert.equal(text, "here");
      } finally {
        await listener.close();
      }
    });
  });
}

it("no other server of HTTP is made", () => {
  const source = new URL("../../", import.meta.url);
  const served = globSync("**/*.ts", { cwd: source }).filter((file) => !/\.test\.ts$|testing\//.test(file));
  const making = served.filter((file) => /from "node:https?"/.test(readFileSync(new URL(file, source), "utf8")));
  const files = making.filter((file) => /\bcreate\w*Server\(/.test(readFileSync(new URL(file, source), "utf8")));
  // The last one receives the logout token of a provider in the same process.
  assert.deepEqual(files.sort(), [
    "client/local-service/loopback.ts",
    "comparison/reference.ts",
    "foundation/listener.ts",
  ]);
});
