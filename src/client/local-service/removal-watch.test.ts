import assert from "node:assert/strict";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { describe, it } from "node:test";
import { createHash } from "node:crypto";
import { createLogger } from "../../foundation/logger.ts";
import { startTestServer } from "../../foundation/testing/test-server.ts";
import type { Assertion } from "../sign-in/assertion.ts";
import { serviceWith } from "../testing/local-service-harness.ts";
import { readersWithRemoval } from "../testing/removable-card.ts";
import { ScriptedCard, scriptedReaders } from "../testing/scripted-card.ts";
import { pivScript } from "../testing/scripted-piv.ts";
import { testIdentity } from "../testing/test-certificate.ts";

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
