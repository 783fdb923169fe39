import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import * as client from "openid-client";
import { ManualClock } from "../foundation/clock.ts";
import { EmulatedAuthorities } from "../pki/index.ts";
import { issuerPath } from "./networks/cis2-network.ts";
import { keys, personas, redirectUri, relyingParty, signInWith, startSignIn } from "./testing/harness.ts";
import { everyNth } from "../foundation/testing/thorough.ts";
import { startRedis, skipWithoutRedis, type RedisServer } from "../store/testing/redis-server.ts";
import { authorization } from "./testing/relying-party-client.ts";
import { issueTestCard, type TestCard } from "./testing/test-card.ts";
import { UserAgent } from "../foundation/testing/user-agent.ts";
import { closeAll } from "../foundation/testing/close-all.ts";

const publicUrl = "http://cis2.example";
const instant = "2026-11-02T09:00:00Z";
const script = fileURLToPath(new URL("./testing/instance.ts", import.meta.url));

interface Instance {
  readonly origin: string;
  readonly process: ChildProcess;
  alive: boolean;
}

/** A load balancer that asks the instances in turn, and notices when one is dead. */
class Balancer {
  readonly instances: Instance[] = [];
  /** Called before each request, with how many there were. */
  beforeRequest: (requests: number) => Promise<void> = () => Promise.resolve();
  requests = 0;
  readonly servedBy: string[] = [];

  readonly route = (url: string): string => {
    const alive = this.instances.filter((one) => one.alive);
    const chosen = alive[this.requests++ % alive.length] ?? assert.fail("no instance is alive");
    this.servedBy.push(chosen.origin);
    return url.replace(publicUrl, chosen.origin);
  };
}

describe("two instances on one Redis", { skip: skipWithoutRedis }, () => {
  let redis: RedisServer;
  let card: TestCard;
  const started: Instance[] = [];
  before(async () => {
    redis = await startRedis();
    const clock = new ManualClock(new Date(instant));
    const authorities = await EmulatedAuthorities.create({ keys, clock });
    const { userId } = personas.personas["two-roles"]?.user ?? assert.fail();
    const notBefore = new Date("2026-01-01T00:00:00Z");
    card = await issueTestCard(authorities, await keys.keyPair("test-card", "p-256"), { userId, notBefore });
  });
  after(() =>
    closeAll(
      () => Promise.all(started.map(kill)),
      () => redis[Symbol.asyncDispose](),
    ),
  );

  async function startInstance(ahead = 0): Promise<Instance> {
    const child = spawn(process.execPath, [script, redis.address, publicUrl, instant, String(ahead)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface(child.stdout)) {
      const { internet } = JSON.parse(line) as { internet: string };
      const instance = { origin: internet, process: child, alive: true };
      started.push(instance);
      return instance;
    }
    return assert.fail("the instance ended before it was ready");
  }

  async function kill(instance: Instance): Promise<void> {
    if (!instance.alive) return;
    instance.alive = false;
    const exited = once(instance.process, "exit");
    instance.process.kill("SIGKILL");
    await exited;
  }

  /** A whole sign-in, from discovery to userinfo, every request of browser and relying party through the balancer. */
  async function signIn(balancer: Balancer): Promise<string> {
    const through: client.CustomFetch = async (url, options) => {
      await balancer.beforeRequest(balancer.requests);
      return fetch(balancer.route(url), options as RequestInit);
    };
    const config = await client.discovery(
      new URL(publicUrl + issuerPath),
      relyingParty.clientId,
      undefined,
      client.ClientSecretPost(relyingParty.clientSecret),
      {
        // oxlint-disable-next-line typescript/no-deprecated -- the tests have no TLS
        execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
        [client.customFetch]: through,
      },
    );
    const { url, checks } = authorization(config, { scope: "openid profile selectedrole" });
    const agent = new (class extends UserAgent {
      override async request(address: string, init?: RequestInit) {
        await balancer.beforeRequest(balancer.requests);
        return super.request(address, init);
      }
    })(balancer.route);
    const underWay = await startSignIn(url, agent);
    assert.equal((await signInWith(card, underWay))["step"], "role");
    const chosen = await agent.post(`${underWay.url}/role`, { roleId: "555010030001" });
    const { continue: next } = chosen.json() as { continue: string };
    const callback = await agent.follow(next, redirectUri);
    const tokens = await client.authorizationCodeGrant(config, new URL(callback), checks);
    const claims = tokens.claims() ?? assert.fail();
    const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
    assert.equal(userinfo.family_name, "Tworoles");
    // The session goes on: another sign-in of the same browser asks for nothing.
    const again = authorization(config, { scope: "openid profile selectedrole" });
    assert.ok(new URL(await agent.follow(again.url, redirectUri)).searchParams.has("code"));
    return claims["selected_roleid"] as string;
  }

  it("serve one sign-in whose requests alternate between them", async () => {
    const balancer = new Balancer();
    balancer.instances.push(...(await Promise.all([startInstance(), startInstance()])));
    assert.equal(await signIn(balancer), "555010030001");
    const [one, other] = balancer.instances;
    assert.deepEqual(
      balancer.servedBy,
      balancer.servedBy.map((_, index) => (index % 2 === 0 ? one : other)?.origin),
    );
    assert.ok(balancer.requests >= 10, `${balancer.requests} requests`);
  });

  it("serve one sign-in although their machines' clocks are five minutes apart, whichever is asked first", async () => {
    const [right, ahead] = await Promise.all([startInstance(), startInstance(300)]);
    for (const order of [
      [right, ahead],
      [ahead, right],
    ]) {
      const balancer = new Balancer();
      balancer.instances.push(...order);
      assert.equal(await signIn(balancer), "555010030001");
    }
  });

  it("lose no session when one is killed between any two requests", async () => {
    const survivor = await startInstance();
    const counting = new Balancer();
    counting.instances.push(survivor);
    await signIn(counting);
    const between = Array.from({ length: counting.requests - 1 }, (_, index) => index + 1);
    for (const after of everyNth(4, between)) {
      const balancer = new Balancer();
      const victim = await startInstance();
      balancer.instances.push(victim, survivor);
      balancer.beforeRequest = async (requests) => {
        if (requests === after) await kill(victim);
      };
      assert.equal(await signIn(balancer), "555010030001", `killed after ${after} requests`);
      assert.equal(victim.alive, false);
    }
  });
});
