import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { everyNth } from "../foundation/testing/thorough.ts";
import { authorizationUrl, signInWith, startSignIn } from "../fake-cis2/testing/harness.ts";
import { startControlledCis2 } from "./testing/controlled-cis2.ts";

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly requestBody?: unknown }>>>>;
}

const deep = (depth: number): unknown => (depth === 0 ? 0 : [deep(depth - 1)]);
/** Strings that are odd wherever a string may be. */
const odd = [
  "",
  " ",
  "\u0000",
  "\u202Eevil",
  "\uD800",
  "../../etc/passwd",
  "x".repeat(100_000),
  "__proto__",
  "<script>",
];
const bodies: readonly string[] = [
  "",
  "{",
  "null",
  "[]",
  "0",
  '"text"',
  "{}",
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  JSON.stringify(deep(500)),
];
/** The members that operations take, each with what it may not be. */
const members = [
  ...["now", "advanceSeconds", "clientId", "name", "redirectUris", "clientSecret", "user", "roles", "serial", "userId"],
  ...["certificates", "persona", "fault", "times", "endpoint", "sub", "sid", "profile", "state", "authentication"],
];
const values: readonly unknown[] = [null, -1, 1e308, true, [], {}, deep(20), ...odd];

const wrongMembers = members.flatMap((name) => values.map((value) => JSON.stringify({ [name]: value })));

describe("malformed values, by each operation of the control API", () => {
  it("are refused or harmless: a sign-in works afterwards, and nothing fails inside", async () => {
    await using test = await startControlledCis2();
    const described = (await (await fetch(`${test.controlOrigin}/openapi.json`)).json()) as Described;
    const calls = Object.entries(described.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
    );
    assert.ok(calls.length > 30);
    const failures: string[] = [];
    const send = async (method: string, path: string, body?: string) => {
      const filled = path.replaceAll(/\{\w+\}/g, () => encodeURIComponent("\u202Ex/../y"));
      const init = { method, headers: { "content-type": "application/json" } };
      const answer = await fetch(test.controlOrigin + filled, body === undefined ? init : { ...init, body });
      await answer.text();
      if (answer.status >= 500)
        failures.push(`${method} ${path} ${body?.slice(0, 80) ?? ""}: ${String(answer.status)}`);
    };
    for (const { method, path } of calls.filter(({ path: one }) => one !== "/reset")) {
      if (method === "GET") {
        await send(method, path);
        continue;
      }
      for (const body of method === "DELETE" ? [undefined] : bodies) await send(method, path, body);
      if (method === "DELETE") continue;
      for (const body of everyNth(12, wrongMembers)) await send(method, path, body);
    }
    for (const name of odd) {
      const party = { clientId: "odd", name, clientSecret: "s", redirectUris: ["https://odd.test/callback"] };
      await send("POST", "/relying-parties", JSON.stringify(party));
      await send("PUT", "/organisations/ODD", JSON.stringify({ name }));
      await send("POST", "/faults", JSON.stringify({ fault: name, times: 1 }));
    }
    assert.deepEqual(failures, []);
    assert.equal("polluted" in {}, false);
    const signIn = await startSignIn(authorizationUrl(test.cis2.networks.internet.issuer));
    assert.ok((await signInWith(await test.cardOf("one-role"), signIn))["continue"]);
  });
});
