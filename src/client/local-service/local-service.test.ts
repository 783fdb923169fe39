import assert from "node:assert/strict";
import { createHash, verify } from "node:crypto";
import { request } from "node:http";
import { before, describe, it } from "node:test";
import { z } from "zod";
import { ManualClock } from "../../foundation/clock.ts";
import type { Assertion } from "../sign-in/assertion.ts";
import { pageOrigin, serviceWith, type Person } from "../testing/local-service-harness.ts";
import { ScriptedCard, scriptedReaders } from "../testing/scripted-card.ts";
import { pivScript, type PivScriptOptions } from "../testing/scripted-piv.ts";
import { testIdentity, type TestIdentity } from "../testing/test-certificate.ts";
import { startLocalService } from "./local-service.ts";

const challenge = Buffer.alloc(32, 9).toString("base64");
const hash = (text: string) => createHash("sha256").update(text).digest();
const message = Buffer.concat([hash(pageOrigin), hash(challenge)]);
const request1 = { method: "POST", body: { challenge, relyingParty: "Test <system>" } };
const errorShape = z.object({ error: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }) });

async function codeOf(response: Response): Promise<string> {
  return errorShape.parse(await response.json()).error.code;
}

describe("the local service", () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await testIdentity();
  });
  const readersWith = (options: PivScriptOptions = {}) =>
    scriptedReaders({ R1: new ScriptedCard(pivScript({ ...identity, message, ...options })) });
  const start = (person?: Person, card?: PivScriptOptions) => serviceWith(readersWith(card), person);

  describe("asked to authenticate by a page of an allowed origin", () => {
    it("asks for the passcode in its own window and answers with a token for that origin", async () => {
      await using service = await start(["123456"]);
      const { call, windows, seen, address } = service;
      const response = await call("/authentication/authenticate", request1);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("access-control-allow-origin"), pageOrigin);
      const token = (await response.json()) as Assertion;
      assert.equal(token.origin, pageOrigin);
      assert.equal(token.client.kind, "smartcard-connect");
      const key = { key: identity.publicKey, dsaEncoding: "ieee-p1363" } as const;
      assert.ok(verify("sha256", message, key, Buffer.from(token.signature, "base64")));
      await service.close();
      assert.match(windows[0] ?? "", new RegExp(`^${address}/passcode/[\\w-]{43}$`));
      assert.match(
        seen[0] ?? "",
        /Enter your passcode[\s\S]*3 tries left[\s\S]*https:\/\/cis2\.test \(“Test &lt;system&gt;”\)/,
      );
      assert.match(seen[1] ?? "", /Your smartcard has been read[\s\S]*Go back to the tab or window that you came from/);
    });

    it("says in the window what was wrong, and asks again", async () => {
      await using service = await start(["999999", "12", "123456"]);
      const { call, seen } = service;
      assert.equal((await call("/authentication/authenticate", request1)).status, 200);
      await service.close();
      assert.match(seen[1] ?? "", /Error: [\s\S]*The passcode you entered is not valid[\s\S]*2 tries left/);
      assert.match(seen[2] ?? "", /Enter a passcode of 6 to 8 digits[\s\S]*2 tries left/);
    });

    it("reports a cancelled passcode and a locked card, and shows both", async () => {
      await using cancelled = await start(["cancel"]);
      assert.equal(await codeOf(await cancelled.call("/authentication/authenticate", request1)), "PASSCODE_CANCELLED");
      await cancelled.close();
      assert.match(cancelled.seen[1] ?? "", /You have cancelled/);

      await using locking = await start(["999999"], { triesLeft: 1 });
      assert.equal(await codeOf(await locking.call("/authentication/authenticate", request1)), "PASSCODE_LOCKED");
      await locking.close();
      assert.match(locking.seen[1] ?? "", /Your smartcard is locked/);
    });

    it("brings up no window where there is nothing to ask for", async () => {
      await using empty = await serviceWith(scriptedReaders({ R1: undefined }));
      const response = await empty.call("/authentication/authenticate", request1);
      assert.deepEqual([response.status, await codeOf(response)], [409, "CARD_ABSENT"]);
      assert.deepEqual(empty.windows, []);
    });

    it("announces a certificate about to expire", async () => {
      const clock = new ManualClock(new Date("2028-12-01T12:00:00Z"));
      await using service = await serviceWith(readersWith(), ["123456"], { clock });
      await service.call("/authentication/authenticate", request1);
      await service.close();
      assert.match(service.seen[0] ?? "", /about to expire, on 31 December 2028/);
    });

    it("announces it no sooner than it was told to", async () => {
      const clock = new ManualClock(new Date("2028-12-01T12:00:00Z"));
      await using service = await serviceWith(readersWith(), ["123456"], { clock, noticeDays: 30 });
      await service.call("/authentication/authenticate", request1);
      clock.advance(86_400_000);
      await service.call("/authentication/authenticate", request1);
      await service.close();
      const pages = service.seen.filter((page) => page.includes("Enter your passcode"));
      assert.deepEqual(
        pages.map((page) => page.includes("about to expire")),
        [false, true],
      );
    });

    it("gives up when the person takes too long", async () => {
      await using service = await serviceWith(readersWith(), [], { passcodeTimeoutMs: 20 });
      assert.equal(await codeOf(await service.call("/authentication/authenticate", request1)), "PASSCODE_CANCELLED");
    });

    const malformed: [what: string, init: { body?: unknown; headers?: Record<string, string> }][] = [
      ["no challenge", { body: {} }],
      ["a challenge that is too short", { body: { challenge: "AAAA" } }],
      ["a body that is not JSON", { body: { challenge }, headers: { "content-type": "text/plain" } }],
      ["a body without end", { body: { challenge, relyingParty: "x".repeat(20_000) } }],
    ];
    for (const [what, init] of malformed) {
      it(`refuses ${what}`, async () => {
        await using service = await start();
        const { call } = service;
        const response = await call("/authentication/authenticate", { method: "POST", ...init });
        assert.deepEqual([response.status, await codeOf(response)], [400, "REQUEST_MALFORMED"]);
      });
    }
  });

  describe("protects itself", () => {
    const foreign: [what: string, headers: Record<string, string>][] = [
      ["of a foreign origin", { origin: "https://evil.test" }],
      ["of an origin that only begins like an allowed one", { origin: `${pageOrigin}.evil.test` }],
      ["of an origin of its own making", { origin: "null" }],
      ["of another site that hides its origin", { origin: "", "sec-fetch-site": "cross-site" }],
    ];
    for (const [what, headers] of foreign) {
      it(`from pages ${what}: no answer, no window, and nothing they could read`, async () => {
        await using service = await start(["123456"]);
        const { call, windows } = service;
        for (const [path, init] of [
          ["/authentication/authenticate", request1],
          ["/authentication/authenticate", { method: "OPTIONS" }],
          ["/signalr/negotiate", {}],
        ] as const) {
          const response = await call(path, { ...init, headers });
          assert.deepEqual([response.status, await codeOf(response)], [403, "ORIGIN_REFUSED"]);
          assert.equal(response.headers.get("access-control-allow-origin"), null);
        }
        assert.deepEqual(windows, []);
      });
    }

    it("from programs that name no origin, whatever they call", async () => {
      await using service = await start();
      const { address } = service;
      const response = await fetch(`${address}/authentication/authenticate`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ challenge }),
      });
      assert.equal(await codeOf(response), "ORIGIN_REFUSED");
      const portService = `http://localhost:${service.service.portServicePort}/PRS`;
      for (const call of [`${portService}/GetPortNumber`, `${address}/signalr/negotiate`, `${address}/signalr/ping`]) {
        assert.equal(await codeOf(await fetch(call)), "ORIGIN_REFUSED", call);
      }
    });

    it("from names that another site's DNS points here", async () => {
      await using running = await start();
      const { service } = running;
      for (const port of [service.userServicePort, service.portServicePort]) {
        const headers = { host: `evil.test:${port}`, origin: pageOrigin };
        const status = await new Promise((resolve, reject) => {
          request({ host: "127.0.0.1", port, path: "/PRS/GetPortNumber", headers }, (response) => {
            response.resume();
            resolve(response.statusCode);
          })
            .on("error", reject)
            .end();
        });
        assert.equal(status, 421);
      }
    });

    it("from pages that would type into the passcode window or put it in a frame", async () => {
      await using service = await start(["123456"]);
      const { call, windows } = service;
      await call("/authentication/authenticate", request1);
      await service.close();
      await using again = await start([]);
      const answer = again.call("/authentication/authenticate", request1);
      while (again.windows.length === 0) await new Promise(setImmediate);
      const path = new URL(again.windows[0] ?? "").pathname;
      for (const origin of [pageOrigin, "https://evil.test", ""]) {
        const body = new URLSearchParams({ passcode: "123456" });
        const response = await fetch(`${again.address}${path}`, { method: "POST", body, headers: { origin } });
        assert.equal(await codeOf(response), "ORIGIN_REFUSED");
      }
      const page = await fetch(`${again.address}${path}`);
      assert.match(page.headers.get("content-security-policy") ?? "", /frame-ancestors 'none'/);
      assert.equal(page.headers.get("access-control-allow-origin"), null);
      await fetch(`${again.address}${path}`, {
        method: "POST",
        body: new URLSearchParams({ cancel: "1" }),
        headers: { origin: again.address },
      });
      assert.equal(await codeOf(await answer), "PASSCODE_CANCELLED");
      assert.equal(windows.length, 1);
    });

    it("answers the preflights of an allowed origin, private network access included", async () => {
      await using service = await start();
      const { call } = service;
      const response = await call("/authentication/authenticate", {
        method: "OPTIONS",
        headers: {
          "access-control-request-method": "POST",
          "access-control-request-headers": "content-type",
          "access-control-request-private-network": "true",
        },
      });
      assert.equal(response.status, 204);
      assert.equal(response.headers.get("access-control-allow-origin"), pageOrigin);
      assert.equal(response.headers.get("access-control-allow-private-network"), "true");
      assert.match(response.headers.get("access-control-allow-headers") ?? "", /content-type/);
    });

    it("by refusing to start with an allowed origin that is none", async () => {
      const start = startLocalService({ readers: readersWith(), origins: ["cis2"], showWindow: () => undefined });
      await assert.rejects(start, { code: "CONFIGURATION_INVALID" });
    });
  });
});
