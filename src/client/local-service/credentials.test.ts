import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { json } from "node:stream/consumers";
import { before, describe, it } from "node:test";
import { startTestServer } from "../../foundation/testing/test-server.ts";
import { encodeResponse, Instruction } from "../../iso7816/index.ts";
import { serviceWith, type Person } from "../testing/local-service-harness.ts";
import { ScriptedCard, scriptedReaders } from "../testing/scripted-card.ts";
import { pivScript } from "../testing/scripted-piv.ts";
import { testIdentity, type TestIdentity } from "../testing/test-certificate.ts";

const challenge = Buffer.alloc(32, 9).toString("base64");
const sentCode = { request: "r1", sentTo: "o***@nhs.net", expiresAt: "2026-11-27T12:00:00.000Z" };
const hash = (text: string) => createHash("sha256").update(text).digest();
const finished = (result: object = {}) => ({ step: "finished", result });

describe("credential management for pages", () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await testIdentity();
  });

  /** A page of an authority that answers as told, with a card and a person; `asked` is what the authority was asked. */
  async function pageOf(answers: Readonly<Record<string, unknown>>, person: Person = []) {
    const stack = new AsyncDisposableStack();
    const asked: { path: string; body: Record<string, unknown> }[] = [];
    const { origin } = stack.use(
      await startTestServer((request, response) => {
        void json(request).then((body) => {
          const path = (request.url ?? "").replace("/card-services/", "");
          asked.push({ path, body: body as Record<string, unknown> });
          response.writeHead(path in answers ? 200 : 404, { "content-type": "application/json" });
          response.end(JSON.stringify(answers[path] ?? {}));
        });
      }),
    );
    const message = Buffer.concat([hash(origin), hash(challenge)]);
    const script = pivScript({ ...identity, message });
    const sent: string[] = [];
    const card = new ScriptedCard((command) => {
      if (command.ins !== Instruction.CHANGE_REFERENCE_DATA) return script(command);
      sent.push(Buffer.from(command.data).toString("latin1").replaceAll("\u00ff", "."));
      return encodeResponse(0x9000);
    });
    const service = stack.use(await serviceWith(scriptedReaders({ R1: card }), person, { origins: [origin] }));
    const post = (path: string, body: object = {}) =>
      service.call(`/credentials/${path}`, { method: "POST", body, headers: { origin } });
    return { post, asked, sent, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  }

  it("has the authority of the page send a security code, and tells where it went", async () => {
    await using page = await pageOf({ unlocks: sentCode });
    assert.deepEqual(await (await page.post("unlock-code")).json(), sentCode);
    const certificate = Buffer.from(identity.certificate).toString("base64");
    assert.deepEqual(page.asked, [{ path: "unlocks", body: { certificate } }]);
  });

  it("unlocks: the new passcode goes from the window to the card, and not to the authority", async () => {
    const answers = {
      "unlocks/r1": { step: "passcode", session: "s1", temporary: "11223344" },
      "sessions/s1": finished(),
    };
    await using page = await pageOf(answers, ["654321", "654321"]);
    const answer = await page.post("unlock", { request: "r1", code: "2468" });
    assert.deepEqual([answer.status, await answer.text()], [200, "{}"]);
    assert.deepEqual(page.sent, ["11223344654321.."]);
    const [begun, ended] = page.asked;
    assert.equal(begun?.body["code"], "2468");
    assert.deepEqual(ended, { path: "sessions/s1", body: { passcode: "replaced" } });
    assert.doesNotMatch(JSON.stringify(page.asked), /654321/);
  });

  it("renews with a signature for the authority of the page, and answers what that says of the card", async () => {
    const renewed = { card: "5300", notAfter: "2029-11-27T00:00:00.000Z" };
    const answers = { renewals: { renewal: "n1", challenge }, "renewals/n1": finished(renewed) };
    await using page = await pageOf(answers, ["123456"]);
    assert.deepEqual(await (await page.post("renew")).json(), renewed);
    assert.deepEqual(
      page.asked.map(({ path }) => path),
      ["renewals", "renewals/n1"],
    );
  });
});
