import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { parseCertificate } from "../../pki/index.ts";
import {
  authorizationUrl,
  redirectUri,
  relyingParty,
  signInWith,
  startSignIn,
  startTestCis2,
  takeChallenge,
  type TestCis2,
} from "../testing/harness.ts";
import { answerChallenge } from "../testing/test-card.ts";
import { UserAgent, type Answer } from "../../foundation/testing/user-agent.ts";

describe("the sign-in's resources", () => {
  let test: TestCis2;
  let issuer: string;
  before(async () => {
    test = await startTestCis2({
      relyingParties: [
        relyingParty,
        { ...relyingParty, clientId: "hscn-only", name: "Spine Records", networks: ["hscn"] },
      ],
    });
    issuer = test.cis2.networks.internet.issuer;
  });
  after(() => test[Symbol.asyncDispose]());

  const start = (parameters?: Record<string, string>) => startSignIn(authorizationUrl(issuer, parameters));

  it("refuse steps that are out of order", async () => {
    const { agent, url } = await start();
    const refused = [await agent.post(`${url}/assertion`, {}), await agent.post(`${url}/role`, { roleId: "1" })];
    assert.deepEqual(refused.map(codeOf), ["SIGN_IN_STEP", "SIGN_IN_STEP"]);
    assert.deepEqual(
      refused.map(({ status }) => status),
      [409, 409],
    );
  });

  it("take the wish for a challenge as the choice of the smartcard", async () => {
    const { agent, url } = await start();
    const answerTo = async (path: string) => (await agent.post(`${url}${path}`, {})).json() as Record<string, unknown>;
    assert.ok((await answerTo("/challenge"))["challenge"]);
    assert.equal(((await agent.get(url)).json() as Record<string, unknown>)["step"], "smartcard");
    await answerTo("/cancel");
    assert.equal(codeOf(await agent.post(`${url}/challenge`, {})), "SIGN_IN_STEP");
  });

  it("do not know a sign-in without its cookie, of another browser, or one that was made up", async () => {
    const mine = await start();
    const theirs = await start();
    assert.equal(codeOf(await new UserAgent().get(mine.url)), "SIGN_IN_UNKNOWN");
    assert.equal(codeOf(await theirs.agent.get(mine.url)), "SIGN_IN_UNKNOWN");
    assert.equal(codeOf(await mine.agent.get(`${test.origin}/sign-in/made-up`)), "SIGN_IN_UNKNOWN");
  });

  it("do not know a sign-in that is finished and left", async () => {
    const signIn = await start();
    const finished = await signInWith(await test.cardOf("one-role"), signIn);
    await signIn.agent.follow(String(finished["continue"]), redirectUri);
    assert.equal(codeOf(await signIn.agent.get(signIn.url)), "SIGN_IN_UNKNOWN");
  });

  it("go on after a refused assertion, with a new challenge", async () => {
    const signIn = await start();
    const card = await test.cardOf("one-role");
    const first = answerChallenge(card, await takeChallenge(signIn));
    const invalid = { ...first, signature: Buffer.alloc(64, 1).toString("base64") };
    assert.equal(codeOf(await signIn.agent.post(`${signIn.url}/assertion`, invalid)), "SIGNATURE_INVALID");
    assert.equal(codeOf(await signIn.agent.post(`${signIn.url}/assertion`, first)), "CHALLENGE_USED");
    assert.equal((await signInWith(card, signIn))["step"], "finished");
  });

  it("take an assertion for the sign-in it was made for, and no other", async () => {
    const [mine, theirs] = [await start(), await start()];
    const token = answerChallenge(await test.cardOf("one-role"), await takeChallenge(mine));
    await takeChallenge(theirs);
    assert.equal(codeOf(await theirs.agent.post(`${theirs.url}/assertion`, token)), "CHALLENGE_UNKNOWN");
  });

  for (const [persona, step, count] of [
    ["no-role", "finished", undefined],
    ["one-role", "finished", undefined],
    ["two-roles", "role", 2],
    ["five-roles", "role", 5],
    ["six-roles", "role", 6],
    ["twenty-roles", "role", 20],
  ] as const) {
    it(`lead ${persona} to the step ${step}`, async () => {
      const state = await signInWith(await test.cardOf(persona), await start({ scope: "openid selectedrole" }));
      assert.equal(state["step"], step);
      assert.equal((state["roles"] as unknown[] | undefined)?.length, count);
    });
  }

  it("do not ask for a role where the relying party did not", async () => {
    assert.equal((await signInWith(await test.cardOf("six-roles"), await start()))["step"], "finished");
  });

  it("refuse a role the user does not hold, and say which they hold", async () => {
    const signIn = await start({ scope: "openid selectedrole" });
    await signInWith(await test.cardOf("two-roles"), signIn);
    const refused = await signIn.agent.post(`${signIn.url}/role`, { roleId: "999999999999" });
    assert.equal(codeOf(refused), "ROLE_NOT_HELD");
    assert.match(refused.text, /555010030000, 555010030001/);
  });

  it("tell of a certificate that has 90 days left, and not of one that has a second more", async () => {
    const card = await test.cardOf("one-role");
    const { notAfter } = parseCertificate(card.certificate);
    const began = test.clock.now();
    test.clock.set(new Date(notAfter.getTime() - 90 * 86_400_000 - 1000));
    const early = await signInWith(card, await start());
    test.clock.advance(1000);
    const late = await signInWith(card, await start());
    test.clock.set(began);
    assert.equal(early["notices"], undefined);
    assert.deepEqual(late["notices"], [{ code: "CERTIFICATE_EXPIRING", notAfter: notAfter.toISOString() }]);
  });

  it("lead back with access_denied when the person cancels", async () => {
    const { agent, url } = await start();
    const state = (await agent.post(`${url}/cancel`, {})).json() as { step: string; continue: string };
    assert.equal(state.step, "finished");
    const callback = new URL(await agent.follow(state.continue, redirectUri));
    assert.equal(callback.searchParams.get("error"), "access_denied");
    assert.equal(callback.searchParams.get("state"), "state-of-the-test");
  });

  it("refuse over the internet what is only for the HSCN, and serve it there", async () => {
    for (const accept of ["application/json", "text/html"]) {
      const url = authorizationUrl(issuer, { client_id: "hscn-only" });
      const refused = await new UserAgent().get(url, accept);
      assert.equal(refused.status, 403);
      assert.match(refused.text, /NETWORK_NOT_ALLOWED/);
      assert.match(refused.text, /Spine Records/);
    }
    const hscn = authorizationUrl(test.cis2.networks.hscn.issuer, { client_id: "hscn-only" });
    assert.match((await startSignIn(hscn)).url, /\/sign-in\//);
  });

  it("say what is wrong with a body", async () => {
    const { agent, url } = await start();
    const headers = { accept: "application/json", "content-type": "application/json" };
    for (const body of ["{", "[]", '"text"', JSON.stringify({ authenticator: "password" })]) {
      const refused = await agent.request(`${url}/authenticator`, { method: "POST", headers, body });
      assert.equal(codeOf(refused), "REQUEST_MALFORMED", body);
      assert.equal(refused.status, 400);
    }
    await agent.post(`${url}/authenticator`, { authenticator: "smartcard" });
    const huge = { challenge: "A".repeat(100_000) };
    assert.equal(codeOf(await agent.post(`${url}/assertion`, huge)), "REQUEST_MALFORMED");
  });

  it("answer no request that names another host, and make no address from what a request says", async () => {
    const { port } = new URL(issuer);
    const { request } = await import("node:http");
    const ask = (headers: Record<string, string>, path: string) =>
      new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
        const sent = request({ host: "127.0.0.1", port, path, headers }, (answer) => {
          let text = "";
          answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
          answer.on("end", () => {
            resolve({ status: answer.statusCode, text });
          });
        });
        sent.on("error", reject).end();
      });
    const path = new URL(`${issuer}/.well-known/openid-configuration`).pathname;
    const foreign = await ask({ host: "evil.example", accept: "application/json" }, path);
    assert.equal(foreign.status, 421);
    assert.match(foreign.text, /HOST_UNKNOWN/);
    const forwarded = {
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      forwarded: "host=evil.example",
    };
    const own = await ask({ host: `127.0.0.1:${port}`, ...forwarded }, path);
    assert.equal(own.status, 200);
    assert.ok(!own.text.includes("evil.example") && !own.text.includes("https://"), own.text);
  });

  it("send the browser nowhere but to what the relying party registered", async () => {
    for (const redirect_uri of [
      "https://evil.example/",
      `${redirectUri}/more`,
      `${redirectUri}?next=https://evil.example`,
    ]) {
      const answer = await new UserAgent().get(authorizationUrl(issuer, { redirect_uri }), "text/html");
      assert.equal(answer.status, 400);
      assert.equal(answer.headers.get("location"), null);
    }
    const logout = `${issuer}/connect/endSession?client_id=${relyingParty.clientId}&post_logout_redirect_uri=https://evil.example/`;
    const answer = await new UserAgent().get(logout, "text/html");
    assert.equal(answer.status, 400);
  });

  it("are kept in no cache and framed by no site, and show no stack trace", async () => {
    const { agent, url } = await start();
    const pages = [
      url,
      authorizationUrl(issuer, { client_id: "unknown" }),
      `${test.origin}/nowhere`,
      `${issuer}/nowhere`,
    ];
    for (const page of pages) {
      const { headers, text, status } = await agent.get(page, "text/html");
      assert.match(headers.get("cache-control") ?? "", /no-store/, page);
      assert.match(headers.get("content-security-policy") ?? "", /frame-ancestors 'none'/, page);
      assert.equal(headers.get("x-content-type-options"), "nosniff", page);
      assert.doesNotMatch(text, /\bat .*\.(ts|js):\d+/, page);
      if (page !== url) assert.ok(status >= 400 && text.includes("reference"), text);
    }
  });
});

function codeOf(answer: Answer): unknown {
  return (answer.json() as { error?: { code?: string } }).error?.code;
}
