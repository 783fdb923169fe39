import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { delay, http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { fixedPasscode } from "../passcode/fixed-passcode.ts";
import {
  answer,
  authorizationUrl,
  challenge,
  cis2Origin,
  redirect,
  redirectUri,
  refuse,
  roles,
  wellBehavedCis2,
} from "../testing/scripted-cis2.ts";
import { ScriptedCard, scriptedReaders } from "../testing/scripted-card.ts";
import { pivScript } from "../testing/scripted-piv.ts";
import { testIdentity, type TestIdentity } from "../testing/test-certificate.ts";
import { signIn, type SignInOptions } from "./sign-in.ts";

describe("signIn", () => {
  const server = setupServer();
  const seen: { name: string; body: unknown }[] = [];
  let identity: TestIdentity;
  // Nothing else may be open while a test waits, and neither a time limit nor an answer that never comes keeps the process.
  let keepsTheProcess: NodeJS.Timeout;
  before(async () => {
    keepsTheProcess = setInterval(() => undefined, 60_000);
    identity = await testIdentity();
    server.listen({ onUnhandledFrame: "error" });
  });
  beforeEach(() => {
    seen.length = 0;
    server.resetHandlers(...wellBehavedCis2(seen));
  });
  afterEach(() => {
    server.resetHandlers();
  });
  after(() => {
    server.close();
    clearInterval(keepsTheProcess);
  });

  const run = (options: Partial<SignInOptions> = {}) => {
    const hash = (text: string) => createHash("sha256").update(text).digest();
    const message = Buffer.concat([hash(cis2Origin), hash(challenge)]);
    const card = new ScriptedCard(pivScript({ ...identity, message }));
    return signIn({
      authorizationUrl,
      redirectUri,
      readers: scriptedReaders({ R1: card }),
      passcodes: fixedPasscode("123456"),
      role: "1002",
      timeoutMs: 5_000,
      ...options,
    });
  };

  it("goes from the authorization request to the redirect address, and stops there", async () => {
    const result = await run();
    assert.equal(result.callbackUrl.href, `${redirectUri}?code=abc&state=s`);
    assert.equal(result.user?.userId, "555000000001");
    assert.deepEqual(result.roles, roles);
    assert.deepEqual(
      seen.map(({ name }) => name),
      ["challenge", "assertion", "role"],
    );
    assert.deepEqual(seen.at(-1)?.body, { roleId: "1002" });
  });

  it("sends the passcode nowhere", async () => {
    await run();
    assert.ok(!JSON.stringify(seen).includes("123456"));
  });

  it("returns what CIS2 sends the relying party without asking for a card", async () => {
    server.use(answer("authorize", () => redirect(`${redirectUri}?error=login_required`)));
    assert.equal((await run()).callbackUrl.searchParams.get("error"), "login_required");
  });

  for (const elsewhere of [
    "http://relying-party.test/other?code=a",
    "http://other.test/callback?code=a",
    "https://relying-party.test/callback?code=a",
  ]) {
    it(`takes ${elsewhere} for a step on the way, and not for the redirect address`, async () => {
      const onward = http.get(elsewhere.replace("?code=a", ""), () => redirect(`${redirectUri}?code=b`));
      server.use(
        answer("authorize", () => redirect(elsewhere)),
        onward,
      );
      assert.equal((await run()).callbackUrl.href, `${redirectUri}?code=b`);
    });
  }

  it("needs a role where several are offered, and takes none but those", async () => {
    await assert.rejects(run({ role: undefined }), { code: "ROLE_NEEDED" });
    await assert.rejects(run({ role: "9999" }), { code: "ROLE_NOT_HELD" });
    assert.equal((await run({ role: (offered) => Promise.resolve(offered[0]?.roleId ?? "") })).roles.length, 2);
  });

  it("reports the error CIS2 names, with its details", async () => {
    server.use(answer("assertion", () => refuse("CERTIFICATE_EXPIRED", 400, { notAfter: "2025-01-01" })));
    await assert.rejects(run(), { code: "CERTIFICATE_EXPIRED", message: /expired at 2025-01-01/ });
  });

  it("reports an OAuth error that ends the sign-in", async () => {
    server.use(
      answer("authorize", () =>
        HttpResponse.json({ error: "invalid_client", error_description: "who?" }, { status: 400 }),
      ),
    );
    await assert.rejects(run(), { code: "SIGN_IN_REFUSED", message: /invalid_client: who\?/ });
  });

  const relyingParty = { clientId: "c", name: "Test system" };
  const page = (body: string, status = 200) =>
    new HttpResponse(body, { status, headers: { "content-type": "text/html" } });
  const wrong: [what: string, step: string, response: () => Response][] = [
    ["a page instead of JSON", "", () => page("<h1>Blocked by your organisation</h1>")],
    ["an end without an address", "role", () => HttpResponse.json({ step: "finished", relyingParty })],
    ["roles of nobody", "assertion", () => HttpResponse.json({ step: "role", relyingParty, roles })],
    ["an empty answer", "challenge", () => HttpResponse.text("")],
    ["a step of its own making", "", () => HttpResponse.json({ step: "dance", relyingParty: {} })],
    ["a challenge that is no base64", "challenge", () => HttpResponse.json({ challenge: "<script>" })],
    ["an error without a code", "challenge", () => HttpResponse.json({ oops: true }, { status: 500 })],
    ["an error code that is not in the catalogue", "challenge", () => refuse("MADE_UP")],
    ["an answer without end", "challenge", () => HttpResponse.text("x".repeat(1024 * 1024 + 1))],
    ["redirects in a circle", "authorize", () => redirect("/authorize")],
    ["a redirect out of HTTP", "authorize", () => redirect("file:///etc/passwd")],
    ["an end that leads nowhere", "resume/u1", () => page("", 404)],
  ];
  for (const [what, step, response] of wrong) {
    it(`reports CIS2_ANSWER_UNEXPECTED on ${what}`, async () => {
      server.use(answer(step, response));
      await assert.rejects(run(), { code: "CIS2_ANSWER_UNEXPECTED" });
    });
  }

  it("keeps what travels in an address out of the error", async () => {
    server.use(answer("resume/u1", () => redirect("/resume/u1?code=secret")));
    await assert.rejects(run(), (error: Error) => !error.message.includes("secret"));
  });

  it("gives up on a CIS2 that does not answer in time", async () => {
    server.use(
      answer("challenge", async () => {
        await delay("infinite");
        return HttpResponse.json({});
      }),
    );
    await assert.rejects(run({ timeoutMs: 50 }), { code: "CIS2_TIMEOUT" });
  });

  it("says that CIS2 cannot be reached", async () => {
    server.use(answer("challenge", () => HttpResponse.error()));
    await assert.rejects(run(), { code: "CIS2_UNREACHABLE", details: { url: cis2Origin } });
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    server.use(
      answer("challenge", () => {
        stop.abort(new Error("stopped by the test"));
        return HttpResponse.json({ challenge });
      }),
    );
    await assert.rejects(run({ signal: stop.signal }), /stopped by the test/);
  });
});
