import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A server on a free port of loopback that answers nothing yet. */
export async function listenOnLoopback(): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Answers each request by the handler, and with 500 if it rejects. */
export function answerBy(
  server: Server,
  handle: (request: IncomingMessage, response: ServerResponse) => unknown,
): void {
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const answer = async () => {
      await handle(request, response);
    };
    answer().catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
}

export async function readJson<T>(request: IncomingMessage): Promise<T> {
  return JSON.parse(await text(request)) as T;
}

export function sendJson(response: ServerResponse, body: object): void {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(body));
}
