import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { everyNth, isThorough } from "../../foundation/testing/thorough.ts";
import { MemoryStore } from "../../store/memory-store.ts";
import type { ExchangeFault } from "../testing/exchange-faults/exchange-fault.ts";
import { exchangeFaults } from "../testing/exchange-faults/exchange-faults.ts";
import { keys, type PlatformAnswer, startTestPlatform, type TestPlatform } from "../testing/test-platform.ts";

const replayed = "Non-unique 'jti' claim in client_assertion JWT";

function assertRefused({ status, body }: PlatformAnswer, fault: ExchangeFault, what: string): void {
  const { message_id: id, ...rest } = body;
  assert.deepEqual(
    { status, ...rest },
    { status: fault.status, error: fault.error, error_description: fault.description },
    what,
  );
  assert.match(String(id), /^rrt-\d{19}-c-geu2-\d{5}-\d{7}-1$/, what);
}

describe("the token exchange", () => {
  let test: TestPlatform;
  before(async () => {
    test = await startTestPlatform();
    for (const app of ["app", "unheard-of", "revoked", "no-key", "unreachable", "no-path", "other-key"]) {
      const request = test.request(app);
      request.assertion.claims["jti"] = "sent before";
      await test.exchange(request);
    }
  });
  after(() => test[Symbol.asyncDispose]());

  it("answers with tokens, in the platform's form", async () => {
    const { status, body } = await test.exchange();
    assert.equal(status, 200, JSON.stringify(body));
    const { access_token: accessToken, refresh_token: refreshToken, ...rest } = body;
    assert.match(String(accessToken), /^[\w-]{28}$/);
    assert.match(String(refreshToken), /^[\w-]{28}$/);
    assert.deepEqual(rest, {
      expires_in: "599",
      token_type: "Bearer",
      issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
      refresh_token_expires_in: "43199",
      refresh_count: "0",
    });
  });

  for (const fault of exchangeFaults) {
    it(`refuses ${fault.name}`, async () => {
      const request = test.request();
      fault.apply(request);
      assertRefused(await test.exchange(request), fault, fault.name);
    });
  }

  it("names the first of two faults", async () => {
    for (const [at, first] of exchangeFaults.entries()) {
      const seconds = exchangeFaults.slice(at + 1).filter(({ place }) => place !== first.place);
      const some = everyNth(5, seconds);
      await Promise.all(
        some.map(async (second) => {
          const request = test.request();
          second.apply(request);
          first.apply(request);
          assertRefused(await test.exchange(request), first, `${first.name} and ${second.name}`);
        }),
      );
    }
  });

  it("takes another flow if neither type names it", async () => {
    for (const [grant, expected] of [
      [undefined, ["invalid_request", "grant_type is missing"]],
      ["password", ["unsupported_grant_type", "grant_type is invalid"]],
    ] as const) {
      const { status, body } = await test.post("/oauth2/token", { grant_type: grant });
      assert.deepEqual([status, body["error"], body["error_description"]], [400, ...expected]);
    }
  });

  it("shortens the access token's life if asked, and never lengthens it", async () => {
    for (const [asked, expected] of [
      ["100000", "99"],
      ["500000", "499"],
      ["700000", "599"],
      ["nothing", "599"],
    ] as const) {
      const request = test.request();
      request.form["_access_token_expiry_ms"] = asked;
      assert.equal((await test.exchange(request)).body["expires_in"], expected, asked);
    }
  });

  it("gives an app scopes of the person's level alone", async () => {
    const at = async (app: string, level: unknown) => {
      const request = test.request(app);
      request.subject.claims["authentication_assurance_level"] = level;
      return (await test.exchange(request)).status;
    };
    assert.deepEqual([await at("app", 3), await at("app", "2"), await at("app", 2)], [200, 200, 200]);
    assert.deepEqual([await at("level-2", 2), await at("level-2", 3)], [200, 401]);
    assert.deepEqual([await at("app", "3:one|"), await at("app", ".*"), await at("app", undefined)], [401, 401, 401]);
  });

  it("asks for the client assertion's audience as the request names the platform", async () => {
    const other = test.platform.origin.replace("127.0.0.1", "localhost");
    const request = test.request();
    request.assertion.claims["aud"] = [`${other}/oauth2/token`, "another"];
    assert.equal((await test.exchange(request)).status, 401);
    request.assertion.claims = { ...request.assertion.claims, jti: "for-localhost" };
    request.assertion.claims["aud"] = [`${test.platform.origin}/oauth2/token`, "another"];
    assert.equal((await test.exchange(request)).status, 200);
  });

  it("tolerates ten seconds of exp and nbf, and no more", async () => {
    const now = test.clock.now().getTime() / 1000;
    for (const [claims, status] of [
      [{ exp: now + 310 }, 200],
      [{ nbf: now + 10 }, 200],
      [{ nbf: now + 11 }, 401],
      [{ nbf: "soon" }, 401],
      [{ exp: null }, 400],
    ] as const) {
      const request = test.request();
      Object.assign(request.assertion.claims, claims);
      assert.equal((await test.exchange(request)).status, status, JSON.stringify(claims));
    }
  });

  it("takes a key from nowhere but the registration", async () => {
    const { jwk } = keys.foreign;
    for (const header of [{ jwk }, { jku: `${test.issuer}/jwks` }, { x5u: `${test.issuer}/jwks` }, { crit: ["exp"] }]) {
      const request = test.request();
      Object.assign(request.assertion.header, header);
      request.assertion.key = keys.foreign;
      assert.equal((await test.exchange(request)).status, 401, JSON.stringify(header));
    }
  });

  it("checks a token that acts for another person, if the subject has an NHS number", async () => {
    const at = async (claims: object) => {
      const request = test.request();
      Object.assign(request.subject.claims, claims);
      const { status, body } = await test.exchange(request);
      return [status, body["error_description"]?.slice(0, 40)];
    };
    const sub = "eyJhbGciOiJSUzUxMiJ9.e30.";
    assert.deepEqual(await at({ act: { sub } }), [200, undefined]);
    assert.deepEqual(await at({ nhs_number: "9912003071", act: { sub } }), [
      400,
      "Missing 'kid' header in act.sub JWT",
    ]);
    assert.equal((await at({ nhs_number: "9912003071", act: { sub: "x" } }))[0], 401);
  });
});

describe("the keys of an app", () => {
  it("are read once an hour, and those of the issuer again for an unknown kid", async () => {
    await using test = await startTestPlatform();
    await test.exchange();
    await test.exchange();
    assert.deepEqual(test.reads, { app: 1, issuer: 1 });
    test.clock.advance(3_599_000);
    await test.exchange();
    assert.equal(test.reads.app, 1);
    test.clock.advance(1000);
    const request = test.request();
    request.subject.header["kid"] = "new";
    await test.exchange(request);
    assert.deepEqual(test.reads, { app: 2, issuer: 2 });
  });
});

describe("a client assertion", () => {
  it("is taken once, by all instances on a store, and also if what follows is refused", async () => {
    const store = new MemoryStore();
    await using one = await startTestPlatform({ store });
    await using other = await startTestPlatform({ store });
    const request = one.request();
    request.subject.claims["iss"] = "https://cis2.test";
    assert.match(String((await one.exchange(request)).body["error_description"]), /'iss' claim in subject_token/);
    request.assertion.claims["aud"] = `${other.platform.origin}/oauth2/token`;
    assert.match(String((await other.exchange(request)).body["error_description"]), /Non-unique 'jti'/);
  });

  it("is taken once, if it is sent several times at once", async () => {
    await using test = await startTestPlatform();
    const request = test.request();
    const answers = await Promise.all(Array.from({ length: 20 }, () => test.exchange(request)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  });
});

it("answers 50 exchanges at a time, none wrong", async () => {
  const count = isThorough ? 1000 : 250;
  await using test = await startTestPlatform({ settings: { sessionRole: "checked" } });
  const requests = Array.from({ length: count }, (_, number) => {
    const request = test.request("inline");
    request.subject.claims["selected_roleid"] = String(number);
    return request;
  });
  const tokens: string[] = [];
  const workers = Array.from({ length: 50 }, async () => {
    for (let request = requests.pop(); request !== undefined; request = requests.pop()) {
      const { status, body } = await test.exchange(request);
      assert.equal(status, 200, JSON.stringify(body));
      const token = String(body["access_token"]);
      tokens.push(token);
      const headers = { authorization: `Bearer ${token}` };
      const called = await fetch(`${test.platform.origin}/hello-world/hello/user-aal3`, { headers });
      assert.equal(called.status, 200, await called.text());
      // Its role is that of its own ID token, and the assertion is used up.
      const role = String(request.subject.claims["selected_roleid"]);
      assert.equal(called.headers.get("nhsd-session-urid"), role);
      assert.equal((await test.exchange(request)).body["error_description"], replayed);
    }
  });
  await Promise.all(workers);
  assert.equal(new Set(tokens).size, count);
});

it("a form is one with a charset as well, unless the setting says otherwise", async () => {
  const contentType = "application/x-www-form-urlencoded;charset=UTF-8";
  await using test = await startTestPlatform();
  assert.equal((await test.exchange({ ...test.request(), contentType })).status, 200);
  await using strict = await startTestPlatform({ settings: { contentTypeParameters: "refused" } });
  assert.equal((await strict.exchange({ ...strict.request(), contentType })).status, 415);
  assert.equal((await strict.exchange()).status, 200);
});

it("other methods and paths are refused as the platform does", async () => {
  await using test = await startTestPlatform();
  const get = await fetch(`${test.platform.origin}/oauth2/token`);
  assert.deepEqual([get.status, get.headers.get("allow"), await get.text()], [405, "POST", ""]);
  const nowhere = await test.post("/oauth2/nowhere", {});
  assert.deepEqual([nowhere.status, nowhere.body["error_description"]], [404, "Not Found"]);
});
