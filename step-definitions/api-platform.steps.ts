import assert from "node:assert/strict";
import { Given, Then, When } from "@cucumber/cucumber";
import { expectSame } from "./support/expected.ts";
import type { TestkitWorld } from "./support/world.ts";

Given("a system that is registered at the API platform", async function (this: TestkitWorld) {
  await this.apiPlatform.platform();
});

Given(/^a system whose app (.+)$/, async function (this: TestkitWorld, kind: string) {
  this.apiPlatform.app = kind;
  await this.apiPlatform.platform();
});

Given("the APIs check the role in which a person calls them", function (this: TestkitWorld) {
  this.apiPlatform.settings.sessionRole = "checked";
});

When("the system exchanges the ID token", async function (this: TestkitWorld) {
  const request = await this.apiPlatform.exchangeRequest();
  delete request.jwts["subject token"];
  request.parameters["subject_token"] = this.signIns.outcome.relyingParty.idToken;
  await this.apiPlatform.send(request);
});

async function exchange(this: TestkitWorld): Promise<void> {
  await this.apiPlatform.send(await this.apiPlatform.exchangeRequest());
}

When("it exchanges an ID token", exchange);
Given("it has exchanged an ID token", exchange);

When(/^it exchanges an ID token of level ([0-9])$/, async function (this: TestkitWorld, level: string) {
  const claims = { authentication_assurance_level: Number(level) };
  await this.apiPlatform.send(await this.apiPlatform.exchangeRequest(claims));
});

When(/^it exchanges an ID token, but (.+) is (.+)$/, async function (this: TestkitWorld, part: string, value: string) {
  await this.apiPlatform.send(await this.apiPlatform.exchangeRequest(), [[part, value]]);
});

When(
  /^it exchanges an ID token with two faults: (.+) is (.+), and (.+) is (.+)$/,
  async function (this: TestkitWorld, one: string, oneValue: string, other: string, otherValue: string) {
    const changes = [[other, otherValue] as const, [one, oneValue] as const];
    await this.apiPlatform.send(await this.apiPlatform.exchangeRequest(), changes);
  },
);

When("the system sends the same client assertion twice", async function (this: TestkitWorld) {
  const request = await this.apiPlatform.exchangeRequest();
  await this.apiPlatform.send(request);
  assert.equal(this.apiPlatform.answer.status, 200, JSON.stringify(this.apiPlatform.answer.body));
  await this.apiPlatform.send(request);
});

async function refresh(this: TestkitWorld): Promise<void> {
  await this.apiPlatform.send(this.apiPlatform.refreshRequest());
}

When("it refreshes its tokens", refresh);
Given("it has refreshed its tokens", refresh);
When("it refreshes its tokens again", refresh);

When(/^it refreshes its tokens, but (.+) is (.+)$/, async function (this: TestkitWorld, part: string, value: string) {
  await this.apiPlatform.send(this.apiPlatform.refreshRequest(), [[part, value]]);
});

When("it uses the same refresh token twice", async function (this: TestkitWorld) {
  const request = this.apiPlatform.refreshRequest();
  await this.apiPlatform.send(request);
  assert.equal(this.apiPlatform.answer.status, 200, JSON.stringify(this.apiPlatform.answer.body));
  await this.apiPlatform.send(request);
});

When(/^([0-9]+) milliseconds pass$/, function (this: TestkitWorld, milliseconds: string) {
  this.clock.advance(Number(milliseconds));
});

When(
  /^a program sends a "(\w+)" request to "(\S+)" of the API platform$/,
  async function (this: TestkitWorld, method: "GET" | "POST", path: string) {
    await this.apiPlatform.send({ method, path, contentType: undefined, parameters: {}, jwts: {} });
  },
);

When(/^it asks for a token by a password$/, async function (this: TestkitWorld) {
  const request = this.apiPlatform.codeRequest(undefined, "/oauth2/token");
  Object.assign(request.parameters, { grant_type: "password", username: "username", password: "password" });
  await this.apiPlatform.send(request);
});

Then(
  /^the API platform answers ([0-9]+), "([^"]*)": "(.*)"$/,
  function (this: TestkitWorld, status: string, error: string, description: string) {
    const { status: answered, body } = this.apiPlatform.answer;
    const { message_id: id, ...rest } = body;
    expectSame(
      "the answer",
      { status: answered, ...rest },
      { status: Number(status), error, error_description: description },
    );
    assert.equal(typeof id, "string", "the answer has no message_id");
  },
);

Then("the system gets an access token", function (this: TestkitWorld) {
  const { status, body } = this.apiPlatform.answer;
  assert.equal(status, 200, JSON.stringify(body));
  expectSame("the type of access_token", typeof body["access_token"], "string");
});

Then(/^the answer's "(\w+)" is "(.*)"$/, function (this: TestkitWorld, member: string, value: string) {
  assert.equal(this.apiPlatform.answer.body[member], value, JSON.stringify(this.apiPlatform.answer.body));
});

Then(/^the answer has no "(\w+)"$/, function (this: TestkitWorld, member: string) {
  assert.ok(!(member in this.apiPlatform.answer.body), JSON.stringify(this.apiPlatform.answer.body));
});

Then(/^the API platform answers ([0-9]+)$/, function (this: TestkitWorld, status: string) {
  assert.equal(this.apiPlatform.answer.status, Number(status), JSON.stringify(this.apiPlatform.answer.body));
});
