import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { secret, startTestPlatform, type TestPlatform } from "../testing/test-platform.ts";

describe("a refresh", () => {
  let test: TestPlatform;
  before(async () => {
    test = await startTestPlatform();
  });
  after(() => test[Symbol.asyncDispose]());

  const exchanged = async () => String((await test.exchange()).body["refresh_token"]);
  const refresh = (token: string | undefined, more: Record<string, string | undefined> = {}) =>
    test.post("/oauth2/token", {
      grant_type: "refresh_token",
      client_id: "app",
      client_secret: secret,
      refresh_token: token,
      ...more,
    });

  it("brings new tokens and counts", async () => {
    const first = await refresh(await exchanged());
    const { access_token: accessToken, refresh_token: refreshToken, ...rest } = first.body;
    assert.match(String(accessToken), /^[\w-]{28}$/);
    assert.deepEqual(rest, {
      expires_in: "599",
      refresh_token_expires_in: "43199",
      refresh_count: "1",
      token_type: "Bearer",
    });
    assert.equal((await refresh(refreshToken)).body["refresh_count"], "2");
  });

  it("shortens what is left, so that tokens end twelve hours after the exchange", async () => {
    const token = await exchanged();
    test.clock.advance(3000);
    const first = await refresh(token);
    assert.equal(first.body["refresh_token_expires_in"], "43196");
    test.clock.advance(43_196_999);
    const last = await refresh(first.body["refresh_token"]);
    assert.deepEqual([last.status, last.body["refresh_token_expires_in"]], [200, "0"]);
    test.clock.advance(1);
    const ended = await refresh(last.body["refresh_token"]);
    assert.equal(ended.body["error_description"], "refresh token refresh period has expired");
  });

  it("uses the token up, of twenty requests at once too", async () => {
    const token = await exchanged();
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(token)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    const { status, body } = answers.find((answer) => answer.status !== 200) ?? assert.fail();
    assert.deepEqual(
      [status, body["error"], body["error_description"]],
      [401, "invalid_grant", "refresh_token is invalid"],
    );
  });

  // Each of test_refresh_token_error_conditions, in the platform's order.
  const faults: [string, Record<string, string | undefined>, number, string, string][] = [
    ["no client_id", { client_id: undefined }, 401, "invalid_request", "client_id is missing"],
    ["another client_id", { client_id: "other" }, 401, "invalid_client", "client_id or client_secret is invalid"],
    [
      "a revoked app",
      { client_id: "revoked" },
      401,
      "access_denied",
      "The developer app associated with the API key is not approved or revoked",
    ],
    ["no client_secret", { client_secret: undefined }, 401, "invalid_request", "client_secret is missing"],
    [
      "another client_secret",
      { client_secret: "other" },
      401,
      "invalid_client",
      "client_id or client_secret is invalid",
    ],
    ["no refresh_token", { refresh_token: undefined }, 400, "invalid_request", "refresh_token is missing"],
    ["another refresh_token", { refresh_token: "other" }, 401, "invalid_grant", "refresh_token is invalid"],
  ];
  for (const [name, change, status, error, description] of faults) {
    it(`refuses ${name}`, async () => {
      const answer = await refresh("unheard-of", change);
      assert.deepEqual(
        [answer.status, answer.body["error"], answer.body["error_description"]],
        [status, error, description],
      );
    });
  }

  it("names the first of two faults", async () => {
    for (const [at, [name, change, status, , description]] of faults.entries()) {
      for (const [other, second] of faults.slice(at + 1)) {
        if (Object.keys(second)[0] === Object.keys(change)[0]) continue;
        const answer = await refresh("unheard-of", { ...second, ...change });
        assert.deepEqual([answer.status, answer.body["error_description"]], [status, description], `${name}, ${other}`);
      }
    }
  });

  it("is refused to another app, and leaves the token to its own", async () => {
    const token = await exchanged();
    assert.equal((await refresh(token, { client_id: "inline" })).body["error_description"], "refresh_token is invalid");
    assert.equal((await refresh(token)).status, 200);
  });

  it("is refused if the period asked for has passed, and uses the token up", async () => {
    const token = await exchanged();
    test.clock.advance(1);
    const over = await refresh(token, { _refresh_tokens_validity_ms: "0" });
    assert.deepEqual([over.status, over.body["error_description"]], [401, "refresh token refresh period has expired"]);
    assert.equal((await refresh(token)).body["error_description"], "refresh_token is invalid");
  });

  it("can ask for a shorter refresh token", async () => {
    const { body } = await refresh(await exchanged(), { _refresh_token_expiry_ms: "4" });
    assert.equal(body["refresh_token_expires_in"], "0");
    test.clock.advance(4);
    assert.equal(
      (await refresh(body["refresh_token"])).body["error_description"],
      "refresh token refresh period has expired",
    );
  });
});
