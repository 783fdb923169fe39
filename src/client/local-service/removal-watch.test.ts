import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { createHash } from "node:crypto";
import { createLogger } from "../../foundation/logger.ts";
import type { ReaderEvent, ReaderSource } from "../../iso7816/index.ts";
import type { Assertion } from "../sign-in/assertion.ts";
import { serviceWith } from "../testing/local-service-harness.ts";
import { ScriptedCard, scriptedReaders } from "../testing/scripted-card.ts";
import { pivScript } from "../testing/scripted-piv.ts";
import { testIdentity } from "../testing/test-certificate.ts";

const challenge = Buffer.alloc(32, 3).toString("base64");

/** Readers whose card can be taken out. */
function readersWithRemoval(base: ReaderSource) {
  const events = new PassThrough({ objectMode: true });
  const readers: ReaderSource = {
    list: () => base.list(),
    connect: (reader) => base.connect(reader),
    watch: (signal) => {
      signal.addEventListener("abort", () => events.end());
      return Promise.resolve(events as AsyncIterable<ReaderEvent>);
    },
  };
  return {
    readers,
    remove: (reader: string) => {
      events.write({ type: "card-removed", reader } satisfies ReaderEvent);
    },
    breakDown: () => events.destroy(new Error("no more events")),
  };
}

async function desktop(identityAgent: boolean) {
  const cis2 = createServer();
  await new Promise<void>((resolve) => cis2.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(cis2.address() as AddressInfo).port}`;
  const hash = (part: string) => createHash("sha256").update(part).digest();
  const message = Buffer.concat([hash(origin), hash(challenge)]);
  const card = new ScriptedCard(pivScript({ ...(await testIdentity()), message }));
  const { readers, remove, breakDown } = readersWithRemoval(scriptedReaders({ R1: card }));
  const log = new PassThrough();
  const logger = createLogger({ level: "error", destination: log });
  const service = await serviceWith(readers, ["123456"], { origins: [origin], identityAgent, logger });
  const response = await service.call("/authentication/authenticate", {
    method: "POST",
    body: { challenge },
    headers: { origin },
  });
  const close = async () => {
    await service.close();
    cis2.closeAllConnections();
    cis2.close();
  };
  return { cis2, remove, breakDown, log, close, token: (await response.json()) as Assertion };
}

describe("a card that is taken out", () => {
  it("is told to CIS2 by the Identity Agent, with the signature of the sign-in", async () => {
    const { cis2, remove, close, token } = await desktop(true);
    assert.equal(token.client.kind, "identity-agent");
    const told = once(cis2, "request") as Promise<[IncomingMessage, ServerResponse]>;
    remove("R1");
    const [request, response] = await told;
    assert.deepEqual([request.method, request.url], ["POST", "/sign-in/card-removed"]);
    assert.deepEqual(JSON.parse(await text(request)), { signature: token.signature });
    response.writeHead(204).end();
    await close();
  });

  it("is nobody's business to Smartcard Connect", async () => {
    const { cis2, remove, close, token } = await desktop(false);
    assert.equal(token.client.kind, "smartcard-connect");
    let requests = 0;
    cis2.on("request", () => (requests += 1));
    remove("R1");
    await close();
    assert.equal(requests, 0);
  });

  it("leaves the service running when CIS2 cannot be told", async () => {
    const { cis2, remove, close } = await desktop(true);
    const told = once(cis2, "request") as Promise<[IncomingMessage, ServerResponse]>;
    remove("R1");
    const [, response] = await told;
    response.destroy();
    await close();
  });

  it("is no longer noticed where watching breaks down, which is logged and ends nothing else", async () => {
    const { breakDown, log, close } = await desktop(true);
    breakDown();
    const [line] = (await once(log, "data")) as [Buffer];
    assert.match(line.toString(), /"msg":"cards are no longer watched/);
    await close();
  });
});
