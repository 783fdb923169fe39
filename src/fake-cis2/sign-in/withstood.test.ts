import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { after, before, describe, it } from "node:test";
import { ManualClock } from "../../foundation/clock.ts";
import {
  authorizationUrl,
  redirectUri,
  signInWith,
  startSignIn,
  startTestCis2,
  type TestCis2,
} from "../testing/harness.ts";
import { authorizationCodeGrant as grantOf } from "openid-client";
import { shiftDate } from "../../foundation/testing/shifted-date.ts";
import { authorization, discover } from "../testing/relying-party-client.ts";
import { type Answer, UserAgent } from "../../foundation/testing/user-agent.ts";

describe("a sign-in that somebody else has a hand in", () => {
  it("gets a new session, and whoever planted one before does not know it", async () => {
    await using test = await startTestCis2();
    const { issuer } = test.cis2.networks.internet;
    const silently = authorizationUrl(issuer, { prompt: "none" });
    const signInAs = async (persona: string, agent: UserAgent) => {
      const signIn = await startSignIn(authorizationUrl(issuer, { prompt: "login" }), agent);
      const { continue: next } = await signInWith(await test.cardOf(persona), signIn);
      await agent.follow(String(next), redirectUri);
    };
    const attacker = new UserAgent();
    await signInAs("expiring-certificate", attacker);
    const planted = await attacker.cookies(silently);
    assert.notEqual(planted, "");
    const person = new UserAgent();
    await person.plant(issuer, planted);
    await signInAs("one-role", person);
    assert.notEqual(await person.cookies(silently), planted);
    const answer = await fetch(silently, { headers: { cookie: planted }, redirect: "manual" });
    assert.match(answer.headers.get("location") ?? "", /error=login_required/);
    assert.match(await person.follow(silently, redirectUri), /[?&]code=/);
  });

  for (const minutes of [-10, -1, 4]) {
    it(`ends, and leaves CIS2 usable, if the machine's clock moves by ${String(minutes)} minutes meanwhile`, async () => {
      using machine = shiftDate();
      const clock = new ManualClock(new Date("2026-11-02T09:00:00Z"));
      await using test = await startTestCis2({ clock });
      const card = await test.cardOf("one-role");
      clock.advance(86_400_000);
      const config = await discover(test.cis2.networks.internet.issuer);
      const signIn = async (move: (step: "begun" | "signed") => void) => {
        const { url, checks } = authorization(config);
        const begun = await startSignIn(url);
        move("begun");
        const { continue: next } = await signInWith(card, begun);
        const callback = await begun.agent.follow(String(next), redirectUri);
        move("signed");
        return (await grantOf(config, new URL(callback), checks)).claims()?.sub;
      };
      for (const when of ["begun", "signed", "never"])
        // A code is good for a minute: forward it ends, as it should.
        if (when !== "signed" || minutes < 0)
          assert.equal(
            await signIn((step) => {
              if (step !== when) return;
              clock.advance(minutes * 60_000);
              machine.ahead += minutes * 60_000;
            }),
            "555000000002",
            when,
          );
    });
  }

  it("is not held up by connections on which a request never ends, and they do not hold up an end", async () => {
    const test = await startTestCis2();
    const { issuer, origin } = test.cis2.networks.internet;
    const { hostname, port } = new URL(origin);
    const ended: Promise<unknown>[] = [];
    try {
      for (let count = 0; count < 100; count++) {
        const socket = connect(Number(port), hostname);
        ended.push(once(socket.on("error", () => undefined).resume(), "close"));
        await once(socket, "connect");
        socket.write(`GET /slow HTTP/1.1\r\nhost: ${hostname}:${port}\r\nx-header: `);
      }
      const signIn = await startSignIn(authorizationUrl(issuer));
      assert.ok((await signInWith(await test.cardOf("one-role"), signIn))["continue"]);
    } finally {
      await test[Symbol.asyncDispose]();
    }
    await Promise.all(ended);
  });

  describe("refuses what another site made the browser send", () => {
    let test: TestCis2;
    before(async () => {
      test = await startTestCis2();
    });
    after(() => test[Symbol.asyncDispose]());
    const start = () => startSignIn(authorizationUrl(test.cis2.networks.internet.issuer));
    const codeOf = (answer: Answer) => (answer.json() as { error?: { code?: string } }).error?.code;

    it("a form without the page's token", async () => {
      const { agent, url } = await start();
      for (const fields of [{}, { _csrf: "guessed" }]) {
        const refused = await agent.submit(`${url}/cancel`, fields);
        assert.equal(refused.status, 403);
        assert.match(refused.text, /SIGN_IN_FORGED/);
      }
      const page = (await agent.get(url, "text/html")).text;
      const token = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? "";
      assert.equal((await agent.submit(`${url}/cancel`, { _csrf: token })).status, 303);
    });

    it("the token of another sign-in", async () => {
      const [mine, theirs] = [await start(), await start()];
      const page = (await theirs.agent.get(theirs.url, "text/html")).text;
      const token = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? "";
      assert.equal((await mine.agent.submit(`${mine.url}/cancel`, { _csrf: token })).status, 403);
    });

    it("a request with another site's Origin", async () => {
      const { agent, url } = await start();
      const headers = {
        accept: "application/json",
        "content-type": "application/json",
        origin: "https://elsewhere.example",
      };
      assert.equal(
        codeOf(await agent.request(`${url}/cancel`, { method: "POST", headers, body: "{}" })),
        "SIGN_IN_FORGED",
      );
    });

    it("a body a form can send that is neither", async () => {
      const { agent, url } = await start();
      const headers = { accept: "application/json", "content-type": "text/plain" };
      const refused = await agent.request(`${url}/cancel`, { method: "POST", headers, body: "{}" });
      assert.ok(["SIGN_IN_FORGED", "REQUEST_MALFORMED"].includes(codeOf(refused) ?? ""), refused.text);
    });
  });
});
