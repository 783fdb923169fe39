import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Redis } from "ioredis";
import * as client from "openid-client";
import { UserAgent } from "../foundation/testing/user-agent.ts";
import { openStore } from "../store/open-store.ts";
import { startRedis, skipWithoutRedis, type RedisServer } from "../store/testing/redis-server.ts";
import {
  authorizationUrl,
  personas,
  redirectUri,
  relyingParty,
  signInWith,
  startSignIn,
  startTestCis2,
  type TestCis2,
} from "./testing/harness.ts";
import { authorization, discover } from "./testing/relying-party-client.ts";
import { answerChallenge, type TestCard } from "./testing/test-card.ts";

const { user, roles } = personas.personas["one-role"] ?? assert.fail();
const another = { ...relyingParty, clientId: "another" };
const wrongIssuer = { fault: "discovery-wrong-issuer", times: "always" } as const;

type Cis2 = TestCis2["cis2"];
/** What a request shows of the configuration of the instance that answers it. */
type Shown = (asked: Cis2, card: TestCard) => Promise<unknown>;
interface Change {
  readonly before?: (cis2: Cis2, card: TestCard) => Promise<unknown>;
  readonly change: (cis2: Cis2, card: TestCard) => Promise<unknown>;
  readonly shown: Shown;
}

const issuerOf = ({ networks }: Cis2) => networks.internet.issuer;
const fetched = async (cis2: Cis2, path: string) =>
  (await new UserAgent().get(`${issuerOf(cis2)}${path}`)).json() as Record<string, unknown>;
const issuer: Shown = async (cis2) => (await fetched(cis2, "/.well-known/openid-configuration"))["issuer"];
const keys: Shown = async (cis2) => (await fetched(cis2, "/connect/jwk_uri"))["keys"];
const statusFor = async (cis2: Cis2, clientId: string) =>
  (await new UserAgent().get(authorizationUrl(issuerOf(cis2), { client_id: clientId }))).status;
const page = async (cis2: Cis2, accept?: string) => {
  const { agent, url } = await startSignIn(authorizationUrl(issuerOf(cis2)));
  return agent.get(url, accept);
};
const authenticators: Shown = async (cis2) => "authenticators" in ((await page(cis2)).json() as object);
const refusal: Shown = async (cis2, card) => {
  const { error } = await signInWith(card, await startSignIn(authorizationUrl(issuerOf(cis2))));
  return (error as { code: string } | undefined)?.code;
};
const familyName: Shown = async (cis2, card) => {
  const config = await discover(issuerOf(cis2));
  const { url, checks } = authorization(config, { scope: "openid profile" });
  const underWay = await startSignIn(url);
  const { continue: next } = await signInWith(card, underWay);
  const callback = new URL(await underWay.agent.follow(String(next), redirectUri));
  const tokens = await client.authorizationCodeGrant(config, callback, checks);
  return (await client.fetchUserInfo(config, tokens.access_token, user.userId)).family_name;
};

/** How often the server was sent each command, by what it says of itself. */
function commands(stats: string): Record<string, number> {
  const lines = [...stats.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)];
  const counts = lines.map(([, name = "", calls]): [string, number] => [name, Number(calls)]);
  return Object.fromEntries(counts.filter(([name]) => name !== "config|resetstat").sort());
}

const register = ({ registrationAuthority }: Cis2, { serialNumber }: TestCard) =>
  registrationAuthority.register({ serial: "1", userId: user.userId, certificates: [serialNumber] });

const changes: Readonly<Record<string, Change>> = {
  "a person": {
    change: ({ directory }) => directory.put({ ...user, familyName: "Renamed" }, roles),
    shown: familyName,
  },
  "a person who leaves": { change: ({ directory }) => directory.remove(user.userId), shown: refusal },
  "a new relying party": {
    change: ({ relyingParties }) => relyingParties.register(another),
    shown: (cis2) => statusFor(cis2, another.clientId),
  },
  "a relying party that is removed": {
    change: ({ relyingParties }) => relyingParties.remove(relyingParty.clientId),
    shown: (cis2) => statusFor(cis2, relyingParty.clientId),
  },
  "a fault": { change: ({ faults }) => faults.set(wrongIssuer), shown: issuer },
  "a fault that is removed": {
    before: ({ faults }) => faults.set(wrongIssuer),
    change: ({ faults }) => faults.clear(),
    shown: issuer,
  },
  "a signing key": { change: ({ signingKeys }) => signingKeys.rotate(), shown: keys },
  "a key that is withdrawn": {
    before: ({ signingKeys }) => signingKeys.rotate(),
    change: ({ signingKeys }) => signingKeys.withdraw(),
    shown: keys,
  },
  "signing in without a card": { change: ({ withoutCard }) => withoutCard.turn(true), shown: authenticators },
  "a queued sign-in": {
    before: ({ withoutCard }) => withoutCard.turn(true),
    change: ({ nextSignIns }) => nextSignIns.queue({ persona: "one-role", userId: user.userId, lasting: true }),
    shown: async (cis2) => (await page(cis2, "text/html")).status,
  },
  "a card that is suspended": {
    before: register,
    change: ({ registrationAuthority }) => registrationAuthority.suspend("1"),
    shown: refusal,
  },
  "a certificate that is revoked": {
    change: ({ registrationAuthority }, { serialNumber }) => registrationAuthority.revoke(serialNumber),
    shown: refusal,
  },
  "a reset": {
    before: ({ withoutCard }) => withoutCard.turn(true),
    change: (cis2) => cis2.reset(),
    shown: authenticators,
  },
};

describe("a change of the configuration on one of two instances on a Redis", { skip: skipWithoutRedis }, () => {
  let redis: RedisServer;
  let server: Redis;
  let one: Cis2;
  let other: Cis2;
  let card: TestCard;
  let cardOfTwoRoles: TestCard;
  const open = new AsyncDisposableStack();
  before(async () => {
    redis = open.use(await startRedis());
    server = open.adopt(new Redis(redis.address.slice("redis+unix:".length)), (client) => {
      client.disconnect();
    });
    const started = open.use(await startTestCis2({ store: await openStore(redis.address) }));
    one = started.cis2;
    other = open.use(await startTestCis2({ store: await openStore(redis.address) })).cis2;
    card = await started.cardOf("one-role");
    cardOfTwoRoles = await started.cardOf("two-roles");
  });
  after(() => open.disposeAsync());

  for (const [what, { before, change, shown }] of Object.entries(changes)) {
    it(`is seen by the other's next request: ${what}`, async () => {
      for (const [changed, asked] of [
        [one, other],
        [other, one],
      ] as const) {
        await one.reset();
        await before?.(changed, card);
        const shownBefore = await shown(asked, card);
        await change(changed, card);
        assert.notDeepEqual(await shown(asked, card), shownBefore);
      }
    });
  }

  it("costs a sign-in without one no more than its own records", async () => {
    const signIn = async () => {
      const config = await discover(issuerOf(one));
      await server.config("RESETSTAT");
      const { url, checks } = authorization(config, { scope: "openid profile selectedrole" });
      const { agent, url: page } = await startSignIn(url);
      const challenge = (await agent.post(`${page}/challenge`, {})).json() as { challenge: string; origin: string };
      await agent.post(`${page}/assertion`, answerChallenge(cardOfTwoRoles, challenge));
      const { continue: next } = (await agent.post(`${page}/role`, { roleId: "555010030001" })).json() as {
        continue: string;
      };
      const callback = new URL(await agent.follow(next, redirectUri));
      const tokens = await client.authorizationCodeGrant(config, callback, checks);
      await client.fetchUserInfo(config, tokens.access_token, "555000000003");
      return commands(await server.info("commandstats"));
    };
    await signIn();
    // Each of seven requests asks for the generation, and an eighth in which the relying party fetches the keys.
    assert.deepEqual(await signIn(), { get: 7, mget: 8, set: 14, unlink: 1 });
  });

  it("is seen by each request that comes after it, while others are under way at both", async () => {
    await one.reset();
    let under = true;
    const busy = [one, other].map(async (cis2) => {
      while (under) await statusFor(cis2, relyingParty.clientId);
    });
    for (let round = 0; round < 20; round++) {
      const [changed, asked] = round % 2 === 0 ? [one, other] : [other, one];
      await changed.relyingParties.register(another);
      assert.deepEqual(await Promise.all([asked, changed].map((cis2) => statusFor(cis2, "another"))), [303, 303]);
      await changed.relyingParties.remove("another");
      assert.deepEqual(await Promise.all([asked, changed].map((cis2) => statusFor(cis2, "another"))), [400, 400]);
    }
    under = false;
    await Promise.all(busy);
  });

  it("is the same at both afterwards if both make one at once", async () => {
    await one.reset();
    const names = ["First", "Second", "Third", "Fourth"];
    await Promise.all(
      names.map((familyName, index) => (index % 2 === 0 ? one : other).directory.put({ ...user, familyName }, roles)),
    );
    const [atOne, atOther] = [await familyName(one, card), await familyName(other, card)];
    assert.equal(atOne, atOther);
    assert.ok(names.includes(String(atOne)));
  });

  it("is gone with the Redis' records, and those of the start are there again, at both", async () => {
    await one.reset();
    await one.relyingParties.register(another);
    await one.directory.put({ ...user, familyName: "Renamed" }, roles);
    for (const cis2 of [one, other]) assert.equal(await statusFor(cis2, "another"), 303);
    await server.flushall();
    for (const cis2 of [other, one]) {
      assert.equal(await statusFor(cis2, "another"), 400);
      assert.equal(await familyName(cis2, card), user.familyName);
    }
  });
});
