import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import { must, type PlatformRequestSeen, type Rule, should } from "../src/conformance/index.ts";
import { expectRule } from "./support/findings.ts";
import { saysSoOnAPage } from "./support/readable-page.ts";
import type { TestkitWorld } from "./support/world.ts";

const expiresAfterSeconds = 600;
const exchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";
/** An access token may be refused, and then the refresh token. */
const mostRefusals = 2;
/** What the platform, and CIS2, had seen before a step. */
interface SeenBefore {
  readonly calls: number;
  readonly tokens: number;
  readonly issued: number;
}

const before = new WeakMap<TestkitWorld, SeenBefore>();
/** By which rule a session has ended. */
const endedBy = new WeakMap<TestkitWorld, Rule>();

const platformOf = ({ underTest }: TestkitWorld) =>
  underTest.run.apiPlatform ?? assert.fail("there is no API platform in this run");

async function openCallPage(this: TestkitWorld): Promise<void> {
  const { apiPlatform } = this.underTest.run.target;
  await (await this.underTest.visit()).open(apiPlatform?.callUrl ?? assert.fail("the configuration has no callUrl"));
}

function remember(world: TestkitWorld): void {
  const { calls, tokenRequests } = platformOf(world);
  const issued = world.underTest.observation.requests("token").length;
  before.set(world, { calls: calls.length, tokens: tokenRequests.length, issued });
}

const since = (world: TestkitWorld) => before.get(world) ?? assert.fail("nothing was remembered");

/** Makes the access token expire, at the relying party and at the platform. */
async function expire(world: TestkitWorld): Promise<void> {
  await world.underTest.clock.advance(expiresAfterSeconds + 5);
  platformOf(world).clock.advance((expiresAfterSeconds + 5) * 1000);
}

When("the person opens the page that calls the API", openCallPage);

When("the access token expires, and the person opens that page again", async function (this: TestkitWorld) {
  await expire(this);
  remember(this);
  await openCallPage.call(this);
});

When(
  "another program uses the refresh token, and the person opens that page three times",
  async function (this: TestkitWorld) {
    const { run, clock } = this.underTest;
    const platform = platformOf(this);
    if (!(await platform.useRefreshToken())) {
      this.remark("not applicable", "it got no refresh token, or its app has no secret with which to use it");
      return "skipped";
    }
    if (clock.canBeMoved) await expire(this);
    remember(this);
    // It may send the person to CIS2 to sign in again.
    const { clientId, persona } = run.target;
    await run.cis2.nextSignIns.queue({ clientId, persona, lasting: false });
    await openCallPage.call(this);
    // A new exchange is judged by the time that client assertions have.
    platform.clock.reset();
    await openCallPage.call(this);
    await openCallPage.call(this);
    return undefined;
  },
);

When("the person signs out, and the earlier cookies are used to open that page", async function (this: TestkitWorld) {
  const { underTest } = this;
  const cookies = await (await underTest.visit()).cookies();
  if (cookies === undefined) {
    this.remark("review", "A person has to check: with the hand driver, the run cannot keep the browser's cookies.");
    return "skipped";
  }
  endedBy.set(this, must("nhs", "session management", "session-management"));
  await underTest.signOut({ stopBefore: "CIS2" });
  await underTest.visitWith(cookies);
  remember(this);
  await openCallPage.call(this);
  return undefined;
});

When("CIS2 sends a logout token, and the person opens that page again", async function (this: TestkitWorld) {
  endedBy.set(this, must("backChannel", "2.7", "#BCActions"));
  await this.underTest.logOut();
  remember(this);
  await openCallPage.call(this);
});

Then("the relying party has exchanged the ID token, and the API has answered its call", function (this: TestkitWorld) {
  const { calls, tokenRequests, requests } = platformOf(this);
  const exchanged = tokenRequests.some(({ grantType, status }) => grantType === exchangeGrant && status === 200);
  expectRule(this, exchanged, {
    what: `The relying party got no access token for the person's ID token. ${lastOf(requests)}`,
    cure: "Exchange the ID token as the API platform describes.",
    rule: must("platform", "token exchange", "/blob/master/e2e/tests/oauth/test_token_exchange.py"),
  });
  expectRule(this, calls.some(isAnswered), {
    what: `No call of the relying party to the API succeeded. ${lastOf(requests)}`,
    cure: "Call the API with the access token from the exchange. Set callUrl to a page that does this.",
    rule: must("platform", "token exchange", "/blob/master/e2e/tests/oauth/test_token_exchange.py"),
  });
});

Then("each call has named a role of the person", function (this: TestkitWorld) {
  const { calls } = platformOf(this);
  const { run } = this.underTest;
  const roles = run.embedded.persona(run.target.persona).roles.map(({ roleId }) => roleId);
  assert.ok(calls.length > 0, "Nothing can be judged: the relying party called no API");
  const [wrong] = calls.filter(({ role }) => role === undefined || !roles.includes(role));
  expectRule(this, wrong === undefined, {
    what:
      wrong?.role === undefined
        ? "The relying party named no role in its call to the API."
        : `The relying party named the role ${wrong.role}, which the person does not have.`,
    cure: "Send selected_roleid of the ID token in the header NHSD-Session-URID. APIs need it for a person who has several roles.",
    rule: should("platform", "session roles"),
  });
});

Then("no two client assertions that the API platform got have the same jti", function (this: TestkitWorld) {
  const exchanges = platformOf(this).tokenRequests.filter(({ grantType }) => grantType === exchangeGrant);
  const ids = exchanges.map(({ assertionId }) => assertionId);
  assert.ok(ids.length > 1, "Nothing can be judged: the relying party exchanged fewer than two ID tokens");
  expectRule(this, new Set(ids).size === ids.length, {
    what: "The relying party sent the same jti to the API platform twice.",
    cure: "Give each client assertion a new random jti: the platform refuses a jti that it has seen before.",
    rule: must("platform", "client assertions", "/blob/master/e2e/tests/oauth/test_token_exchange.py"),
  });
});

Then("the API has answered that call, and has refused none before", function (this: TestkitWorld) {
  const platform = platformOf(this);
  const calls = platform.calls.slice(since(this).calls);
  const rule = [`tokens live for ten minutes`, "/blob/master/e2e/tests/oauth/test_token_exchange.py"] as const;
  expectRule(this, calls.some(isAnswered), {
    what: `After its access token expired, no call of the relying party to the API succeeded. ${lastOf(platform.requests)}`,
    cure: "Renew the access token with the refresh token before expires_in has passed.",
    rule: must("platform", ...rule),
  });
  expectRule(this, calls.every(isAnswered), {
    what: "The relying party called the API with an access token that had expired.",
    cure: "Renew the access token before expires_in has passed, not only after a refusal.",
    rule: should("platform", ...rule),
  });
});

Then(
  "the API has answered a call since, or the person is told that it did not work",
  async function (this: TestkitWorld) {
    const calls = platformOf(this).calls.slice(since(this).calls);
    if (!calls.some(isAnswered)) await saysSoOnAPage(this);
  },
);

Then("it has not gone on with the tokens that were refused", function (this: TestkitWorld) {
  const { calls, tokens } = since(this);
  const platform = platformOf(this);
  const renewals = platform.tokenRequests.slice(tokens).filter(({ grantType }) => grantType === "refresh_token");
  const refused = [...renewals, ...platform.calls.slice(calls)].filter((request) => !isAnswered(request));
  expectRule(this, refused.length <= mostRefusals, {
    what: `The relying party went on with tokens that the API platform had refused. In three visits to the page it sent ${refused.length} requests with such tokens.`,
    cure: "Forget refused tokens. Then exchange the ID token again, or ask the person to sign in again.",
    rule: should("oauth", "5.2", "#section-5.2"),
  });
});

Then("no call of an API has come since", function (this: TestkitWorld) {
  const { calls, issued } = since(this);
  const again = platformOf(this).calls.slice(calls);
  // A person who is signed in again without being asked has a session again.
  const signedInAgain = this.underTest.observation.requests("token").length > issued;
  expectRule(this, again.length === 0 || signedInAgain, {
    what: "The relying party called the API for a person whose session has ended.",
    cure: "When a session ends, forget its tokens too: CIS2 does not tell the API platform that the session has ended.",
    rule: endedBy.get(this) ?? assert.fail("no session has ended"),
  });
});

const isAnswered = ({ status }: PlatformRequestSeen) => status < 400;

/** What the platform answered last, for a reason. */
function lastOf(requests: readonly PlatformRequestSeen[]): string {
  const last = requests.at(-1);
  if (last === undefined) return "The API platform got no request from it.";
  return `The API platform answered ${last.path} with ${last.status}${last.error === undefined ? "" : `: ${last.error}`}.`;
}
