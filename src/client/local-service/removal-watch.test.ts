import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { createHash } from "node:crypto";
import { createLogger } from "../../foundation/create-logger.ts";
import { startTestServer, type TestServer } from "../../foundation/testing/test-server.ts";
import type { Assertion } from "../sign-in/assertion.ts";
import { serviceWith } from "../testing/local-service-harness.ts";
import { readersWithRemoval } from "../testing/removable-card.ts";
import { ScriptedCard, scriptedReaders } from "../testing/scripted-card.ts";
import { pivScript } from "../testing/scripted-piv.ts";
import { testIdentity } from "../testing/test-certificate.ts";
import { RemovalWatch } from "./removal-watch.ts";

const challenge = Buffer.alloc(32, 3).toString("base64");

async function desktop(identityAgent: boolean) {
  await using opened = new AsyncDisposableStack();
  const { server: cis2, origin } = opened.use(await startTestServer());
  const hash = (part: string) => createHash("sha256").update(part).digest();
  const message = Buffer.concat([hash(origin), hash(challenge)]);
  const card = new ScriptedCard(pivScript({ ...(await testIdentity()), message }));
  const { readers, remove, watches, breakDown } = readersWithRemoval(scriptedReaders({ R1: card }));
  const log = new PassThrough();
  const logger = createLogger({ level: "error", destination: log });
  const service = opened.use(await serviceWith(readers, ["123456"], { origins: [origin], identityAgent, logger }));
  const response = await service.call("/authentication/authenticate", {
    method: "POST",
    body: { challenge },
    headers: { origin },
  });
  const token = (await response.json()) as Assertion;
  const open = opened.move();
  return { cis2, service, remove, watches, breakDown, log, token, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

describe("a card that is taken out", () => {
  it("is told to CIS2 by the Identity Agent, with the signature of the sign-in", async () => {
    await using running = await desktop(true);
    const { cis2, remove, token } = running;
    assert.equal(token.client.kind, "identity-agent");
    assert.equal(running.watches(), 1);
    const told = once(cis2, "request") as Promise<[IncomingMessage, ServerResponse]>;
    remove("R1");
    const [request, response] = await told;
    assert.deepEqual([request.method, request.url], ["POST", "/sign-in/card-removed"]);
    assert.deepEqual(JSON.parse(await text(request)), { signature: token.signature });
    response.writeHead(204).end();
  });

  it("is nobody's business to Smartcard Connect", async () => {
    await using running = await desktop(false);
    const { cis2, service, remove, token } = running;
    assert.equal(token.client.kind, "smartcard-connect");
    assert.equal(running.watches(), 0);
    let requests = 0;
    cis2.on("request", () => (requests += 1));
    remove("R1");
    await service.close();
    assert.equal(requests, 0);
  });

  it("leaves the service running when CIS2 cannot be told", async () => {
    await using running = await desktop(true);
    const { cis2, service, remove } = running;
    const told = once(cis2, "request") as Promise<[IncomingMessage, ServerResponse]>;
    remove("R1");
    const [, response] = await told;
    response.destroy();
    assert.equal((await service.call("/authentication/authenticate", { method: "POST", body: {} })).status, 403);
  });

  it("is no longer noticed where watching breaks down, which is logged and ends nothing else", async () => {
    await using running = await desktop(true);
    const { breakDown, log } = running;
    breakDown();
    const [line] = (await once(log, "data")) as [Buffer];
    assert.match(line.toString(), /"msg":"cards are no longer watched/);
  });
});

describe("what CIS2 is told of a card that is taken out", () => {
  const watchOf = async (cis2: TestServer, reader: string | undefined) => {
    const { readers, remove, insert } = readersWithRemoval(scriptedReaders({}));
    const log = new PassThrough();
    const watch = new RemovalWatch(readers, reader, createLogger({ level: "info", destination: log }));
    await watch.start();
    const line = async () => JSON.parse(String(((await once(log, "data")) as [Buffer])[0])) as Record<string, unknown>;
    const signedIn = (signature: string) => {
      watch.signedIn({ origin: cis2.origin, signature } as Assertion);
    };
    return { watch, log, remove, insert, signedIn, line, [Symbol.asyncDispose]: () => watch.close() };
  };
  const cis2Answering = async (statuses: number[]) => {
    const told: string[] = [];
    const server = await startTestServer((request, response) => {
      const { accept, "content-type": type, origin } = request.headers;
      void text(request).then((body) => {
        told.push(body);
        response
          .writeHead(accept === type && type === "application/json" && origin ? (statuses.shift() ?? 204) : 415)
          .end();
      });
    });
    return { ...server, told };
  };

  it("is each session once, and whether it listened is logged", async () => {
    await using cis2 = await cis2Answering([204, 500, 204]);
    await using watched = await watchOf(cis2, undefined);
    const { remove, insert, signedIn, line } = watched;
    const { origin } = cis2;
    for (const [signature, level, message, error] of [
      ["one", 30, `the card was removed: ${origin} was told to end the session`, undefined],
      ["two", 40, `the card was removed, but ${origin} could not be told`, "it answered 500"],
      ["three", 30, `the card was removed: ${origin} was told to end the session`, undefined],
    ] as const) {
      signedIn(signature);
      const logged = line();
      insert("R1");
      remove("R1");
      const { msg, level: severity, err, origin: where } = await logged;
      assert.deepEqual([msg, severity, where], [message, level, origin]);
      assert.equal((err as Error | undefined)?.message, error);
    }
    assert.deepEqual(
      cis2.told,
      ["one", "two", "three"].map((signature) => JSON.stringify({ signature })),
    );
  });

  it("is nothing of the card of another reader, nor of a card that is put in", async () => {
    await using cis2 = await cis2Answering([]);
    for (const [reader, isTold] of [
      ["R1", false],
      ["R2", true],
    ] as const) {
      await using watched = await watchOf(cis2, "R2");
      const { watch, log, remove, insert, signedIn } = watched;
      signedIn("one");
      insert("R2");
      remove(reader);
      // It ends once what happened before has been dealt with, and a call that has not been answered is logged too.
      await watch.close();
      assert.equal(log.read() !== null, isTold);
    }
  });
});
