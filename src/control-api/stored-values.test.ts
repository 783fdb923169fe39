import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as client from "openid-client";
import { personaNamed } from "../care-identity/directory/persona.ts";
import {
  keys,
  personas,
  redirectUri,
  relyingParty,
  signInWith,
  startSignIn,
  type TestCis2,
} from "../fake-cis2/testing/harness.ts";
import { authorization, discover } from "../fake-cis2/testing/relying-party-client.ts";
import { issueTestCard } from "../fake-cis2/testing/test-card.ts";
import { everyNth } from "../foundation/testing/thorough.ts";
import { startControlledCis2 } from "./testing/controlled-cis2.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

const scope =
  "openid profile email nationalrbacaccess nhsperson organisationalmemberships professionalmemberships selectedrole";
/** Strings that are odd wherever one is shown, signed, or used as a name. */
const odd: readonly string[] = [
  ...[
    "",
    " ",
    "\u0000",
    "\u0007\u001B[2J",
    "\u202Eevil\u2066",
    "\uD800",
    "e\u0301\u200B",
    "\uFFFE",
    "\r\nset-cookie: a=b",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "null",
    "../../etc/passwd",
    "%00%2e%2e",
    "{{12345*54321}}",
    "${12345*54321}",
  ],
  ...['"><script>alert(1)</script>', "'; DROP TABLE entry; --", "a".repeat(5000), "\u{1F469}\u200D\u{2695}\uFE0F"],
];
const { user, roles } = personaNamed(personas, "two-roles");
const person = "two-roles";

/** A right body for each operation that takes one, about the person who signs in if it is about anybody. */
const right: Readonly<Record<string, (test: TestCis2) => Json | Promise<Json>>> = {
  "PUT /clock": () => ({ now: "2026-11-02T09:00:00Z" }),
  "POST /relying-parties": () => ({
    ...{ clientId: "other", name: "Other", description: "Another", clientSecret: "its secret", networks: ["internet"] },
    redirectUris: ["https://other.test/callback"],
    postLogoutRedirectUris: ["https://other.test/"],
    backchannelLogoutUri: "http://127.0.0.1:9/logout",
  }),
  [`PUT /users/${user.userId}`]: () => ({ user: { ...user, professionalMemberships: { gmc_id: "1" } }, roles }) as Json,
  [`PUT /organisations/${roles[0]?.organisationCode ?? ""}`]: () => ({ name: "A practice" }),
  "POST /cards": () => ({
    ...{ serial: "ODD-1", userId: user.userId, series: 9 },
    certificates: [{ serialNumber: "0A", purpose: "authentication" }],
  }),
  "POST /adopted-cards": async ({ authorities }) => {
    const pair = await keys.keyPair("odd-card", "p-256");
    const notBefore = new Date("2026-11-01T00:00:00Z");
    const { certificate } = await issueTestCard(authorities, pair, { userId: "555000000099", notBefore });
    const authentication = Buffer.from(certificate).toString("base64");
    return { ...{ serial: "ODD-2", series: 9, persona: person }, certificates: { authentication } };
  },
  "POST /next-sign-ins": () => ({
    persona: person,
    passcode: "123456",
    roleId: roles[0]?.roleId ?? "",
    clientId: "other",
  }),
  "PUT /sign-in-without-card": () => ({ enabled: true }),
  "POST /sign-ins-without-card": async ({ cis2 }) => {
    await cis2.withoutCard.turn(true);
    return { userId: user.userId, authenticator: "passkey", roleId: roles[0]?.roleId ?? "", clientId: "other" };
  },
  "POST /faults": () => ({ fault: "slow", clientId: "other", times: 1, endpoint: "token", milliseconds: 1 }),
  "POST /logout-tokens": () => ({ clientId: "other", sub: user.userId, sid: "a session", network: "internet" }),
};

/** The body with an odd string in the place of each string in it, one at a time. */
function corrupted(body: Json): Json[] {
  if (typeof body === "string") return [...odd];
  if (body === null || typeof body !== "object") return [];
  if (Array.isArray(body)) {
    const list = body as readonly Json[];
    return list.flatMap((value, at) => corrupted(value).map((one) => list.with(at, one)));
  }
  return Object.entries(body).flatMap(([name, value]: [string, Json]) =>
    corrupted(value).map((one) => ({ ...(body as Readonly<Record<string, Json>>), [name]: one })),
  );
}

/** From the first request to userinfo. Rejects if anything on the way is not as ever. */
async function signInWhole(test: TestCis2): Promise<void> {
  const config = await discover(test.cis2.networks.internet.issuer);
  const { url, checks } = authorization(config, { scope });
  const underWay = await startSignIn(url);
  assert.equal((await underWay.agent.get(underWay.url, "text/html")).status, 200);
  assert.equal((await signInWith(await test.cardOf(person), underWay))["step"], "role");
  const page = await underWay.agent.get(underWay.url, "text/html");
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.text, /<script>alert|670592745/);
  const [{ roleId } = { roleId: "" }] = roles;
  const chosen = (await underWay.agent.post(`${underWay.url}/role`, { roleId })).json() as { continue: string };
  const callback = await underWay.agent.follow(chosen.continue, redirectUri);
  const tokens = await client.authorizationCodeGrant(config, new URL(callback), checks);
  const { sub } = tokens.claims() ?? assert.fail();
  assert.equal(sub, user.userId);
  assert.equal((await client.fetchUserInfo(config, tokens.access_token, sub))["uid"], user.userId);
}

describe("odd values that the control API stores", () => {
  it("are in a right body for every operation that takes one", async () => {
    await using test = await startControlledCis2();
    const { paths } = (await (await fetch(`${test.controlOrigin}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { requestBody?: unknown }>>;
    };
    const taking = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { requestBody }]) =>
        requestBody === undefined ? [] : [`${method.toUpperCase()} ${path.replaceAll(/\{\w+\}/g, "x")}`],
      ),
    );
    const generic = Object.keys(right).map((call) => call.replace(/(users|organisations)\/.*/, "$1/x"));
    assert.deepEqual(generic.sort(), taking.sort());
  });

  for (const [call, bodyOf] of Object.entries(right)) {
    it(`by ${call.replace(/\d{12}/, "{userId}")} keep nobody from signing in`, async () => {
      await using test = await startControlledCis2();
      const [method = "", path = ""] = call.split(" ");
      const send = async (body: Json) => {
        const headers = { "content-type": "application/json" };
        const answer = await fetch(test.controlOrigin + path, { method, headers, body: JSON.stringify(body) });
        await answer.text();
        assert.ok(answer.status < 500, `${String(answer.status)} for ${JSON.stringify(body).slice(0, 300)}`);
        return answer.ok;
      };
      if (call === "POST /logout-tokens")
        await test.cis2.relyingParties.register({
          ...relyingParty,
          clientId: "other",
          backchannelLogoutUri: "http://127.0.0.1:9/",
        });
      const body = await bodyOf(test);
      assert.ok(await send(body), "the right body is refused");
      await signInWhole(test);
      for (const one of everyNth(10, corrupted(body))) {
        if (!(await send(one))) continue;
        await signInWhole(test).catch((cause: unknown) => {
          throw new Error(`after ${JSON.stringify(one).slice(0, 300)}`, { cause });
        });
      }
      assert.ok((await fetch(`${test.controlOrigin}/reset`, { method: "POST" })).ok);
      await signInWhole(test);
    });
  }
});
