import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { startTestPlatform } from "../testing/test-platform.ts";
import type { PlatformRequestSeen } from "./observe-requests.ts";

describe("what the platform tells of the requests it has answered", () => {
  it("has the grant, the assertion's id and the tokens of an exchange, and the role of a call", async () => {
    const seen: PlatformRequestSeen[] = [];
    await using test = await startTestPlatform({ seen: (request) => seen.push(request) });
    const request = test.request();
    const jti = randomUUID();
    request.assertion.claims["jti"] = jti;
    const { body } = await test.exchange(request);
    const headers = { authorization: `Bearer ${body["access_token"] ?? ""}`, "nhsd-session-urid": "555010050001" };
    await (await fetch(`${test.platform.origin}/hello-world/hello/user`, { headers })).text();
    const [exchange, call] = seen;
    assert.equal(seen.length, 2);
    assert.deepEqual(
      [exchange?.path, exchange?.status, exchange?.assertionId, exchange?.refreshToken],
      ["/oauth2/token", 200, jti, body["refresh_token"]],
    );
    assert.match(exchange?.grantType ?? "", /token-exchange$/);
    assert.deepEqual(
      [call?.path, call?.status, call?.role, call?.grantType],
      ["/hello-world/hello/user", 200, "555010050001", undefined],
    );
  });

  it("has the reason of a refusal, also for an assertion that is no JWT", async () => {
    const seen: PlatformRequestSeen[] = [];
    await using test = await startTestPlatform({ seen: (request) => seen.push(request) });
    const request = test.request();
    request.form["client_assertion"] = "no JWT";
    const { status, body } = await test.exchange(request);
    assert.deepEqual(
      seen.map((one) => [one.status, one.error, one.assertionId, one.refreshToken]),
      [[status, body["error_description"], undefined, undefined]],
    );
    assert.ok(status >= 400);
  });
});
