import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { it } from "node:test";
import { HttpConnections } from "./http-exchange.ts";

/** Answers every request with these bytes. */
async function serving(answer: string) {
  const server = createServer((socket) => socket.once("data", () => socket.end(answer)).on("error", () => undefined));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    url,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      ),
  };
}

const head = "HTTP/1.1 400 Bad Request\r\nContent-Length: 5\r\nConnection: close\r\n\r\n";

it("an answer ends where it says, whatever the server sends behind it", async () => {
  const connections = new HttpConnections();
  for (const excess of ["", "<!DOCTYPE html>Bad Request", "HTTP/1.1 200 OK\r\n\r\n"]) {
    await using server = await serving(`${head}wrong${excess}`);
    const { status, body } = await connections.send({ url: server.url, method: "GET", headers: {} });
    assert.deepEqual([status, body], [400, "wrong"]);
  }
  connections.close();
});

it("what is no HTTP, or ends early, is no answer", async () => {
  const connections = new HttpConnections();
  for (const answer of ["SSH-2.0-OpenSSH\r\n", `${head}wr`]) {
    await using server = await serving(answer);
    await assert.rejects(connections.send({ url: server.url, method: "GET", headers: {} }));
  }
  connections.close();
});
