import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as client from "openid-client";
import {
  authorizationUrl,
  redirectUri,
  relyingParty,
  signInWith,
  startSignIn,
  startTestCis2,
  type TestCis2,
} from "../testing/harness.ts";
import { authorization, discover } from "../testing/relying-party-client.ts";
import { UserAgent } from "../../foundation/testing/user-agent.ts";
import { closeAll } from "../../foundation/testing/close-all.ts";

describe("sessions", () => {
  /** The relying party's back-channel logout address: what came, and what is answered. */
  const received: string[] = [];
  const answers: number[] = [];
  let arrived: (() => void) | undefined;
  const backchannel = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      received.push(new URLSearchParams(body).get("logout_token") ?? "");
      response.writeHead(answers.shift() ?? 200).end();
      arrived?.();
    });
  });
  let test: TestCis2;
  let issuer: string;
  before(async () => {
    await new Promise<void>((resolve) => backchannel.listen(0, "127.0.0.1", resolve));
    const backchannelLogoutUri = `http://127.0.0.1:${(backchannel.address() as AddressInfo).port}/logout`;
    test = await startTestCis2({
      relyingParties: [
        { ...relyingParty, backchannelLogoutUri, userinfoSignedResponseAlg: "RS256" },
        { ...relyingParty, clientId: "second", name: "Second" },
      ],
      settings: { logoutRetries: [1] },
    });
    issuer = test.cis2.networks.internet.issuer;
  });
  after(() =>
    closeAll(
      () => test[Symbol.asyncDispose](),
      () => backchannel.close(),
    ),
  );

  async function signIn(agent: UserAgent, persona: string, parameters: Record<string, string> = {}, role?: string) {
    const signIn = await startSignIn(authorizationUrl(issuer, parameters), agent);
    let state = await signInWith(await test.cardOf(persona), signIn);
    if (role) state = (await agent.post(`${signIn.url}/role`, { roleId: role })).json() as typeof state;
    return new URL(await agent.follow(String(state["continue"]), redirectUri));
  }

  const goesStraightBack = async (agent: UserAgent, parameters: Record<string, string>) =>
    (await agent.follow(authorizationUrl(issuer, parameters), `http://127.0.0.1`)).includes("code=") ||
    !(await agent.get(authorizationUrl(issuer, parameters))).headers.get("location")?.includes("/sign-in/");

  it("are shared by relying parties, and ask for the role once", async () => {
    const agent = new UserAgent();
    const scope = "openid selectedrole";
    await signIn(agent, "two-roles", { scope }, "555010030001");
    assert.ok(await goesStraightBack(agent, { scope, client_id: "second" }));
    const changed = await agent.get(authorizationUrl(issuer, { scope: "openid changedrole", client_id: "second" }));
    assert.match(changed.headers.get("location") ?? "", /\/sign-in\//);
  });

  it("have the role that was selected last, also when the person signs in again", async () => {
    const agent = new UserAgent();
    const scope = "openid selectedrole";
    const { roles } = (await test.cis2.directory.find("555000000003")) ?? assert.fail();
    const config = await discover(issuer);
    for (const { roleId } of [...roles, ...roles]) {
      await signIn(agent, "two-roles", { scope, prompt: "login" }, roleId);
      const { url, checks } = authorization(config, { scope, prompt: "none" });
      const callback = new URL(await agent.follow(url, redirectUri));
      const tokens = await client.authorizationCodeGrant(config, callback, checks);
      assert.equal(tokens.claims()?.["selected_roleid"], roleId);
    }
  });

  it("do not do for prompt=login, nor for an authentication that is too old", async () => {
    const agent = new UserAgent();
    await signIn(agent, "one-role");
    for (const parameters of [{ prompt: "login" }, { max_age: "0" }] as Record<string, string>[]) {
      const answer = await agent.get(authorizationUrl(issuer, parameters));
      assert.match(answer.headers.get("location") ?? "", /\/sign-in\//, JSON.stringify(parameters));
    }
    assert.ok(await goesStraightBack(agent, { max_age: "300" }));
  });

  it("answer prompt=none without asking anybody", async () => {
    const agent = new UserAgent();
    const without = await agent.get(authorizationUrl(issuer, { prompt: "none" }));
    assert.equal(new URL(without.headers.get("location") ?? "").searchParams.get("error"), "login_required");
    await signIn(agent, "one-role");
    const within = await agent.get(authorizationUrl(issuer, { prompt: "none" }));
    assert.ok(new URL(within.headers.get("location") ?? "").searchParams.has("code"));
  });

  it("end when the next person signs in at the same desktop", async () => {
    const agent = new UserAgent();
    const { userinfo } = await tokensOf(agent);
    await signIn(agent, "five-roles", { prompt: "login" });
    assert.equal(await userinfo(), 401);
    const config = await discover(issuer);
    const { url, checks } = authorization(config, { scope: "openid profile", prompt: "none" });
    const callback = await agent.follow(url, redirectUri);
    const tokens = await client.authorizationCodeGrant(config, new URL(callback), checks);
    assert.equal(tokens.claims()?.sub, "555000000004");
  });

  /** Signs in at the second relying party; the tokens, and what userinfo answers to them from then on. */
  async function tokensOf(agent: UserAgent) {
    const party = { ...relyingParty, clientId: "second" };
    const config = await discover(issuer, party);
    const { url, checks } = authorization(config);
    const underWay = await startSignIn(url, agent);
    const { continue: next } = await signInWith(await test.cardOf("one-role"), underWay);
    const callback = new URL(await agent.follow(String(next), redirectUri));
    const { access_token: token } = await client.authorizationCodeGrant(config, callback, checks);
    const userinfo = async () =>
      (await fetch(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } })).status;
    return { code: callback.searchParams.get("code") ?? "", userinfo, party };
  }

  it("take back the access token of a code that is used a second time", async () => {
    const { code, userinfo, party } = await tokensOf(new UserAgent());
    assert.equal(await userinfo(), 200);
    const form = { grant_type: "authorization_code", code, redirect_uri: redirectUri };
    const body = new URLSearchParams({ ...form, client_id: party.clientId, client_secret: party.clientSecret });
    const again = await fetch(`${issuer}/access_token`, { method: "POST", body });
    assert.equal(((await again.json()) as { error: string }).error, "invalid_grant");
    assert.equal(await userinfo(), 401);
  });

  it("take the access tokens with them when the person signs out", async () => {
    const agent = new UserAgent();
    const { userinfo } = await tokensOf(agent);
    assert.equal(await userinfo(), 200);
    const page = await agent.get(`${issuer}/connect/endSession?client_id=second`, "text/html");
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    await agent.submit(/action="([^"]+)"/.exec(page.text)?.[1] ?? "", { xsrf, logout: "yes" });
    assert.equal(await userinfo(), 401);
  });

  it("are not found by the cookie of before the person signed in again", async () => {
    const agent = new UserAgent();
    await signIn(agent, "one-role");
    const before = await agent.cookies(`${issuer}/authorize`);
    await signIn(agent, "one-role", { prompt: "login" });
    assert.ok(await goesStraightBack(agent, {}));
    const thief = new UserAgent();
    await thief.plant(issuer, before);
    const answer = await thief.get(authorizationUrl(issuer));
    assert.match(answer.headers.get("location") ?? "", /\/sign-in\//);
  });

  it("are not for someone who has left meanwhile", async () => {
    const agent = new UserAgent();
    await signIn(agent, "one-role");
    const user = (await test.cis2.directory.find("555000000002")) ?? assert.fail();
    const { roles, ...person } = user;
    await test.cis2.directory.put({ ...person, active: false }, roles);
    const answer = await agent.get(authorizationUrl(issuer));
    assert.match(answer.headers.get("location") ?? "", /\/sign-in\//);
    await test.cis2.directory.put(person, roles);
  });

  it("sign userinfo for a relying party that asks for it, and rotate keys under a running sign-in", async () => {
    const config = await discover(issuer);
    const agent = new UserAgent();
    const { url, checks } = authorization(config, { scope: "openid profile" });
    const underWay = await startSignIn(url, agent);
    const state = await signInWith(await test.cardOf("one-role"), underWay);
    const before = (await test.cis2.signingKeys.current()).keys[0]?.kid;
    await test.cis2.signingKeys.rotate();
    const callback = new URL(await agent.follow(String(state["continue"]), redirectUri));
    const tokens = await client.authorizationCodeGrant(config, callback, checks);
    const { kid } = JSON.parse(Buffer.from(tokens.id_token?.split(".")[0] ?? "", "base64url").toString()) as {
      kid: string;
    };
    assert.notEqual(kid, before);
    const jwks = (await (await fetch(`${issuer}/connect/jwk_uri`)).json()) as { keys: { kid: string; d?: string }[] };
    assert.ok(jwks.keys.some((key) => key.kid === before) && jwks.keys.every((key) => key.d === undefined));
    const answer = await fetch(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    assert.match(answer.headers.get("content-type") ?? "", /application\/jwt/);
    const { payload } = await jwtVerify(await answer.text(), createRemoteJWKSet(new URL(`${issuer}/connect/jwk_uri`)));
    assert.equal(payload["family_name"], "Onerole");
  });

  it("tell relying parties by the back channel that they ended, again where one does not listen", async () => {
    const agent = new UserAgent();
    await signIn(agent, "one-role");
    received.length = 0;
    answers.push(500, 200);
    const page = await agent.get(`${issuer}/connect/endSession?client_id=${relyingParty.clientId}`, "text/html");
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const action = /action="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const twice = new Promise<void>((resolve) => {
      arrived = () => {
        if (received.length === 2) resolve();
      };
    });
    await agent.submit(action, { xsrf, logout: "yes" });
    await twice;
    const keys = createRemoteJWKSet(new URL(`${issuer}/connect/jwk_uri`));
    const { payload } = await jwtVerify(received[1] ?? "", keys, { issuer, audience: relyingParty.clientId });
    assert.equal(payload.sub, "555000000002");
    assert.deepEqual(payload["events"], { "http://schemas.openid.net/event/backchannel-logout": {} });
    assert.ok(typeof payload["sid"] === "string" && payload["nonce"] === undefined && payload.jti);
    const deliveries = test.cis2.journal.entries.flatMap((entry) => (entry.type === "logout" ? [entry] : []));
    assert.deepEqual(
      deliveries.slice(0, 1).map(({ attempt, status, delivered }) => [attempt, status, delivered]),
      [[1, 500, false]],
    );
    const answer = await agent.get(authorizationUrl(issuer));
    assert.match(answer.headers.get("location") ?? "", /\/sign-in\//);
  });
});
