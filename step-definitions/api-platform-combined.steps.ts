import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Given, Then, When } from "@cucumber/cucumber";
import { signIn } from "../src/client/index.ts";
import type { FaultName } from "../src/fake-cis2/index.ts";
import { callbackUrl } from "./support/api-platform/app-kinds.ts";
import { browseToMockCode } from "./support/api-platform/mock-browser.ts";
import { form, platformClient } from "./support/api-platform/scenario-api-platform.ts";
import { expectSame } from "./support/expected.ts";
import type { TestkitWorld } from "./support/world.ts";

async function signInThroughPlatform(this: TestkitWorld): Promise<void> {
  const { origin } = await this.apiPlatform.platform();
  const { parameters, path } = this.apiPlatform.authorizationRequest("/oauth2/authorize");
  const query = new URLSearchParams(parameters as Record<string, string>).toString();
  const { callbackUrl: returned } = await signIn({
    authorizationUrl: `${origin}${path}?${query}`,
    redirectUri: callbackUrl,
    readers: this.desktop.readers,
    passcodes: this.signIns.holder(),
    fetch: this.requests.fetch,
  });
  const code = returned.searchParams.get("code") ?? assert.fail(returned.href);
  await this.apiPlatform.send(this.apiPlatform.codeRequest(code, "/oauth2/token"));
}

When("the person signs in through the API platform", signInThroughPlatform);
Given("the person has signed in through the API platform", signInThroughPlatform);

async function mockCode(world: TestkitWorld, username: string): Promise<string> {
  const { origin } = await world.apiPlatform.platform();
  const { parameters } = world.apiPlatform.authorizationRequest();
  const { callback } = await browseToMockCode(origin, parameters as Record<string, string>, username);
  return callback.searchParams.get("code") ?? assert.fail(callback.href);
}

Given(
  /^the mock user ([0-9]+) has signed in through the API platform$/,
  async function (this: TestkitWorld, username: string) {
    await this.apiPlatform.send(this.apiPlatform.codeRequest(await mockCode(this, username)));
    assert.equal(this.apiPlatform.answer.status, 200, JSON.stringify(this.apiPlatform.answer.body));
  },
);

When(/^it redeems a code, but (.+) is (.+)$/, async function (this: TestkitWorld, part: string, value: string) {
  const request = this.apiPlatform.codeRequest(await mockCode(this, "656005750104"));
  await this.apiPlatform.send(request, [[part, value]]);
});

When("it redeems a code without a form", async function (this: TestkitWorld) {
  const request = this.apiPlatform.codeRequest(await mockCode(this, "656005750104"));
  request.contentType = undefined;
  await this.apiPlatform.send({ ...request, parameters: {} });
});

When("it asks for authorization", async function (this: TestkitWorld) {
  await this.apiPlatform.send(this.apiPlatform.authorizationRequest());
});

When(/^it asks for authorization, but (.+) is (.+)$/, async function (this: TestkitWorld, part: string, value: string) {
  await this.apiPlatform.send(this.apiPlatform.authorizationRequest(), [[part, value]]);
});

Then(
  /^the browser is sent back to the system with the error "(\w+)" and the description "(.*)"$/,
  function (this: TestkitWorld, error: string, description: string) {
    const { status, location } = this.apiPlatform.answer;
    expectSame("the status of the answer", status, 302);
    const url = new URL(location ?? assert.fail("the answer is no redirect"));
    expectSame("the address of the redirect", `${url.origin}${url.pathname}`, callbackUrl);
    const { state: _state, ...rest } = Object.fromEntries(url.searchParams);
    expectSame("the parameters of the redirect", rest, { error, error_description: description });
  },
);

When("the browser comes back to the API platform twice", async function (this: TestkitWorld) {
  const { origin } = await this.apiPlatform.platform();
  const { parameters } = this.apiPlatform.authorizationRequest();
  const { atPlatform } = await browseToMockCode(origin, parameters as Record<string, string>, "656005750104");
  const query = Object.fromEntries(atPlatform.searchParams);
  await this.apiPlatform.send({
    method: "GET",
    path: atPlatform.pathname,
    contentType: undefined,
    parameters: query,
    jwts: {},
  });
});

When("the system asks the API platform for userinfo", async function (this: TestkitWorld) {
  const path = this.apiPlatform.tokens["sid"] === undefined ? "/oauth2/userinfo" : "/oauth2-mock/userinfo";
  await this.apiPlatform.call(path, this.apiPlatform.token("access_token"));
});

Then(/^the userinfo is that of the user "([0-9]+)"$/, function (this: TestkitWorld, user: string) {
  assert.equal(this.apiPlatform.answer.status, 200, JSON.stringify(this.apiPlatform.answer.body));
  expectSame("the claim sub of userinfo", this.apiPlatform.answer.body["sub"], user);
});

/** A valid logout token of CIS2 for a session. */
async function logoutRequest(world: TestkitWorld, sid: string) {
  const { jwts } = await world.apiPlatform.exchangeRequest();
  const { key, header, claims } = jwts["subject token"] ?? assert.fail("the request has no subject token");
  const { cis2 } = await world.cis2.embedded();
  const party = cis2.networks.internet.issuer;
  return {
    ...form("/oauth2/backchannel_logout", {}),
    jwts: {
      "logout token": {
        header,
        claims: {
          aud: platformClient.id,
          iss: party,
          sub: claims["sub"],
          iat: world.apiPlatform.now - 10,
          jti: randomUUID(),
          sid,
          events: { "http://schemas.openid.net/event/backchannel-logout": {} },
        },
        key,
      },
    },
  };
}

When("CIS2 sends the API platform a logout token for the session", async function (this: TestkitWorld) {
  const { sid } = this.apiPlatform.tokens;
  await this.apiPlatform.send(await logoutRequest(this, typeof sid === "string" ? sid : assert.fail("no sid")));
});

When("CIS2 sends the API platform a logout token for another session", async function (this: TestkitWorld) {
  await this.apiPlatform.send(await logoutRequest(this, randomUUID()));
});

When(
  /^CIS2 sends the API platform a logout token, but (.+) is (.+)$/,
  async function (this: TestkitWorld, part: string, value: string) {
    await this.apiPlatform.send(await logoutRequest(this, randomUUID()), [[part, value]]);
  },
);

Then(
  /^the API platform answers ([0-9]+) with the description "(.*)"$/,
  function (this: TestkitWorld, status: string, description: string) {
    const { status: answered, body } = this.apiPlatform.answer;
    expectSame("the answer", [answered, body["error_description"]], [Number(status), description]);
  },
);

When(/^the system calls "(\S+)"$/, async function (this: TestkitWorld, path: string) {
  await this.apiPlatform.call(path, this.apiPlatform.token("access_token"));
});

When(
  /^the system calls "(\S+)" with the role "(.*)"$/,
  async function (this: TestkitWorld, path: string, role: string) {
    await this.apiPlatform.call(path, this.apiPlatform.token("access_token"), { "NHSD-Session-URID": role });
  },
);

const tokens: Readonly<Record<string, string | undefined>> = {
  "no token": undefined,
  "an empty token": "",
  "an unknown token": "ThisTokenIsInvalid",
};

When(
  /^the system calls "(\S+)" with (no token|an empty token|an unknown token)$/,
  async function (this: TestkitWorld, path: string, token: string) {
    await this.apiPlatform.call(path, tokens[token]);
  },
);

Then(/^the API answers ([0-9]+), "(.*)"$/, function (this: TestkitWorld, status: string, text: string) {
  const { status: answered, body } = this.apiPlatform.answer;
  const said = JSON.stringify(body);
  assert.equal(answered, Number(status), said);
  assert.ok(said.includes(JSON.stringify(text)), said);
});

Given("CIS2 shows the API platform the fault {string}", async function (this: TestkitWorld, fault: FaultName) {
  const { cis2 } = await this.cis2.embedded();
  await cis2.faults.set({ fault, clientId: platformClient.id, times: "always" });
});

Given(
  /^it has exchanged an ID token whose (\w+) is (.+)$/,
  async function (this: TestkitWorld, claim: string, value: string) {
    await this.apiPlatform.send(await this.apiPlatform.exchangeRequest({ [claim]: JSON.parse(value) as unknown }));
  },
);
