import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, describe, it } from "node:test";
import { OperationCalls } from "../../control-api/operation-calls.ts";
import { parse } from "node-html-parser";
import { silentLogger } from "../../foundation/logger.ts";
import { startControlPanel } from "./control-panel.ts";
import { PanelChanges } from "./panel-changes.ts";
import { callsOf, type PanelView } from "./panel-view.ts";
import { panelViews } from "./panel-views.ts";
import { ServedPanel } from "./testing/served-panel.ts";

const hostile = "\"><script>alert(1)</script>'{{7*7}}";
const form = { "content-type": "application/x-www-form-urlencoded" };

/** As fetch, but with headers that fetch does not let one set. */
function ask(url: string, headers: Readonly<Record<string, string>>, method = "GET", body = ""): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on("error", reject)
      .end(body);
  });
}

describe("the control panel", () => {
  let served: ServedPanel;
  let panel: string;
  before(async () => {
    served = await ServedPanel.start();
    panel = served.origin;
  });
  after(() => served[Symbol.asyncDispose]());

  const page = (path: string) => served.page(path);
  const send = (path: string, fields: Readonly<Record<string, string>>) => served.send(path, fields);
  const done = (path: string, fields?: Readonly<Record<string, string>>) => served.done(path, fields);

  it("has in its views all that the control API does, and nothing else", async () => {
    const { paths } = (await (await fetch(`${served.ready.controlApi ?? ""}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const documented = Object.values(paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
    const used = new Set(panelViews.flatMap(({ operations }) => operations));
    assert.deepEqual([...used].sort(), documented.sort());
  });

  it("cannot call what a view does not name", async () => {
    const view: PanelView = { path: "x", title: "X", operations: [], content: () => Promise.resolve({}), actions: {} };
    const calls = new OperationCalls([{ method: "get", path: "/", id: "about", summary: "", run: () => ({}) }]);
    await assert.rejects(callsOf(view, calls).call("about"), /does not name the operation about/);
  });

  it("inserts, swaps, locks, replaces and ejects cards", async () => {
    await done("desktop/insert", { reader: "Reader 2", persona: "two-roles", profile: "series8" });
    assert.match(await page("desktop"), /Tomas Tworoles/);
    await done("desktop/wrong-passcode", { reader: "Reader 2" });
    assert.match(await page("desktop"), /2 tries left/);
    await done("desktop/lock", { reader: "Reader 2" });
    assert.match(await page("desktop"), />Locked</);
    await done("desktop/replace", { reader: "Reader 2" });
    await done("desktop/expire", { reader: "Reader 2" });
    assert.match(await page("desktop"), /expired on/);
    await done("desktop/swap", { reader: "Reader 1", other: "Reader 2" });
    await done("desktop/add-reader", { reader: "Reader 3" });
    assert.match(await page("desktop"), /Reader 3/);
    await done("desktop/remove-reader", { reader: "Reader 3" });
    await done("desktop/eject", { reader: "Reader 1" });
    assert.match(await page("desktop"), /No card/);
  });

  it("switches faults on and off, moves the clock and resets all", async () => {
    await done("faults/set", { fault: "wrong-nonce", clientId: "", times: "always", endpoint: "token" });
    assert.match(await page("faults"), /<strong>wrong-nonce<\/strong> for all relying parties, always/);
    await done("faults/set-clock", { now: "2029-01-01T00:00:00Z" });
    assert.match(await page("faults"), /1 January 2029/);
    await done("faults/clock-back");
    await done("faults/reset");
    assert.match(await page("faults"), /None is on/);
  });

  it("registers a relying party, hides its secret and shows what CIS2 refused", async () => {
    const registration = {
      clientId: "mine",
      name: hostile,
      redirectUris: ["http://localhost:3000/callback"],
      clientSecret: "a-secret-of-mine",
    };
    await done("relying-parties/register", { registration: JSON.stringify(registration) });
    const authorize = `${served.ready.issuer}/authorize?client_id=mine&response_type=code&scope=openid&redirect_uri=http://evil.test/`;
    await fetch(authorize);
    const shown = await page("relying-parties");
    assert.match(shown, /<strong>invalid_redirect_uri<\/strong><br>redirect_uri did not match/);
    assert.ok(!shown.includes("a-secret-of-mine") && !shown.includes("<script>alert"));
    await done("relying-parties/remove", { clientId: "mine" });
  });

  it("finds cards by the person they are of", async () => {
    const { text } = parse(await page("register?search=tomas+tworoles"));
    assert.match(text, /6 of \d+ cards/);
    assert.match(text, /Mr Tomas Tworoles555000000003/);
  });

  it("escapes hostile readers, users' browsers and addresses", async () => {
    await done("desktop/add-reader", { reader: hostile });
    await fetch(`${served.ready.issuer}/authorize?client_id=${encodeURIComponent(hostile)}`, {
      headers: { "user-agent": hostile },
    });
    for (const { path } of panelViews) assert.ok(!(await page(path)).includes("<script>alert"), path);
    assert.match(await page("desktop"), /&lt;script&gt;alert/);
    await done("desktop/remove-reader", { reader: hostile });
  });

  it("refuses other sites, other hosts and forms without its token", async () => {
    const { host } = new URL(panel);
    assert.equal(await ask(`${panel}/desktop`, { host: "evil.test" }), 403);
    assert.equal(await ask(`${panel}/desktop`, { host, origin: "https://evil.test" }), 403);
    assert.equal(await ask(`${panel}/desktop`, { host, "sec-fetch-site": "cross-site" }), 403);
    assert.equal(await ask(`${panel}/changes`, { host, "sec-fetch-site": "same-site" }), 403);
    const body = `_csrf=${encodeURIComponent(served.csrf)}&reader=Reader%202`;
    assert.equal(
      await ask(`${panel}/desktop/eject`, { host, ...form, origin: "https://evil.test" }, "POST", body),
      403,
    );
    assert.equal(
      await ask(`${panel}/desktop/eject`, { host, ...form, origin: panel }, "POST", "reader=Reader%202"),
      403,
    );
    assert.equal(await ask(`${panel}/desktop/eject`, { host, ...form, origin: panel }, "POST", body), 303);
  });

  it("has no passcode and no secret on any page", async () => {
    await done("more/call", {}).catch(() => undefined);
    for (const { path } of panelViews) {
      const text = await page(path);
      assert.doesNotMatch(text, /139123|cis2-testkit-example-secret/, path);
    }
    const queued = await send("more/call", {
      operation: "queueSignIn",
      body: '{"persona":"two-roles","passcode":"139123"}',
    });
    assert.doesNotMatch(await queued.text(), /139123/);
    await done("faults/reset");
  });

  it("tells two pages of a change, and one that reads nothing costs the server nothing", async () => {
    const abort = new AbortController();
    const streams = await Promise.all([1, 2, 3].map(() => fetch(`${panel}/changes`, { signal: abort.signal })));
    const [one, other] = streams.map(({ body }) => body?.pipeThrough(new TextDecoderStream()).getReader());
    const next = async (reader: typeof one) => (await reader?.read())?.value ?? "";
    for (const reader of [one, other]) assert.match(await next(reader), /listening/);
    const began = performance.now();
    await done("desktop/add-reader", { reader: "Reader 4" });
    for (const reader of [one, other]) assert.match(await next(reader), /changed/);
    assert.ok(performance.now() - began < 5000);
    await done("desktop/remove-reader", { reader: "Reader 4" });
    abort.abort();
  });
});

describe("a control panel with a token", () => {
  const options = { operations: [], changes: new PanelChanges(), logger: silentLogger };

  it("shows nothing before it is entered", async () => {
    const panel = await startControlPanel({ port: 0, token: "the token", ...options });
    try {
      const first = await fetch(panel.origin);
      const csrf = /name="_csrf" value="([^"]+)"/.exec(await first.text())?.[1] ?? "";
      const enter = (token: string) =>
        fetch(`${panel.origin}/token`, {
          method: "POST",
          body: new URLSearchParams({ _csrf: csrf, token }),
          redirect: "manual",
        });
      const refused = await enter("another");
      assert.equal(refused.status, 403);
      assert.match(await refused.text(), /<title>Error: [^]*That token is not right[^]*name="token"/);
      assert.equal((await fetch(`${panel.origin}/changes`)).headers.get("content-type"), "text/html; charset=utf-8");
      const entered = await enter("the token");
      assert.equal(entered.status, 303);
      const cookie = entered.headers.get("set-cookie") ?? "";
      assert.match(cookie, /httponly/i);
      assert.match(cookie, /samesite=strict/i);
      assert.ok(!cookie.includes("the token"));
      const inside = await fetch(`${panel.origin}/more`, { headers: { cookie: cookie.split(";")[0] ?? "" } });
      assert.match(await inside.text(), /<h1[^>]*>More/);
    } finally {
      await panel.close();
    }
  });

  it("is needed off loopback", async () => {
    await assert.rejects(startControlPanel({ port: 0, host: "0.0.0.0", ...options }), {
      code: "CONFIGURATION_INVALID",
    });
  });
});
