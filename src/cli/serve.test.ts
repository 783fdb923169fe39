import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ControlClient } from "../control-api/index.ts";
import { runInProcess } from "./testing/run-in-process.ts";
import { freePorts, type ServeProcess, startServe } from "./testing/serve.ts";

it("prints where it is once it is ready, and ends when it is told to", async () => {
  const { ready, stop } = await startServe();
  const answer = await fetch(ready["discovery"] ?? "");
  const { issuer } = (await answer.json()) as { issuer: string };
  assert.equal(issuer, ready["issuer"]);
  assert.match(ready["clientId"] ?? "", /\.apps\.national$/);
  assert.equal(await stop(), 0);
});

it("serves the control API, by which a browser's sign-in goes through without a person", async () => {
  const { ready, stop } = await startServe("--control-port", "0");
  const control = new ControlClient(ready["controlApi"] ?? "");
  await control.queueSignIn({ persona: "one-role" });
  const query = new URLSearchParams({
    response_type: "code",
    client_id: ready["clientId"] ?? "",
    redirect_uri: ready["redirectUris"]?.[0] ?? "",
    scope: "openid",
  });
  const cookies = new Map<string, string>();
  let at = `${ready["issuer"] ?? ""}/authorize?${query.toString()}`;
  while (new URL(at).origin === new URL(ready["issuer"] ?? "").origin) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(at, { redirect: "manual", headers: { accept: "text/html", cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      cookies.set(name, value);
    }
    at = new URL(answer.headers.get("location") ?? assert.fail(await answer.text()), at).href;
  }
  assert.ok(new URL(at).searchParams.has("code"), at);
  await stop();
});

it("lets somebody else's relying party sign a card in that another process holds", async () => {
  const { ready, stop } = await startServe();
  const { exitCode, stdout, stderr } = await runInProcess(["login", "--issuer", ready["issuer"] ?? "", "--json"]);
  assert.equal(exitCode, 0, stderr);
  const { claims } = JSON.parse(stdout) as { claims: { iss: string; sub: string } };
  assert.deepEqual([claims.iss, claims.sub], [ready["issuer"], "555000000002"]);
  await stop();
});

it("knows the cancelled and revoked cards that another process holds", async () => {
  const { ready, stop } = await startServe();
  for (const [persona, code] of [
    ["cancelled-card", "CARD_CANCELLED"],
    ["revoked-certificate", "CERTIFICATE_REVOKED"],
  ] as const) {
    const { exitCode, stderr } = await runInProcess(["login", "--issuer", ready["issuer"] ?? "", "--persona", persona]);
    assert.equal(exitCode, 8);
    assert.match(stderr, new RegExp(`^${code}`));
  }
  await stop();
});

describe("serve, where a port is taken,", () => {
  let serve: ServeProcess;
  before(async () => {
    serve = await startServe("--no-desktop", "--no-demo");
  });
  after(() => serve.stop());

  for (const option of ["--internet-port", "--hscn-port", "--demo-port", "--control-port"]) {
    it(`says that it is that of ${option}, and what to do`, async () => {
      const taken = new URL(serve.ready["issuer"] ?? "").port;
      const { exitCode, stderr } = await runInProcess(["serve", ...freePorts, option, taken]);
      assert.equal(exitCode, 3);
      assert.match(stderr, new RegExp(`PORT_TAKEN: Port ${taken} on 127.0.0.1 is taken`));
      assert.match(stderr, new RegExp(`choose another port with ${option}\\. The value 0 means any free port`));
    });
  }
});

it("refuses a port that is none", async () => {
  const { exitCode, stderr } = await runInProcess(["serve", "--internet-port", "99999"]);
  assert.equal(exitCode, 2);
  assert.match(stderr, /--internet-port.*65535/);
});

it("moves the clock, and has a card's certificates end with it", async () => {
  const { ready, stop } = await startServe("--control-port", "0", "--no-desktop", "--no-demo");
  const control = new ControlClient(ready["controlApi"] ?? "");
  const signIn = () => runInProcess(["login", "--issuer", ready["issuer"] ?? "", "--persona", "expiring-certificate"]);
  assert.equal((await signIn()).exitCode, 0);
  await control.advanceClock(60 * 24 * 3600);
  const moved = await control.clock();
  assert.ok(Math.abs(moved.getTime() - Date.now() - 60 * 24 * 3_600_000) < 60_000, moved.toISOString());
  const { exitCode, stderr } = await signIn();
  assert.equal(exitCode, 8);
  assert.match(stderr, /^CERTIFICATE_EXPIRED/);
  await stop();
});

it("has readers whose cards the control API changes, and which are as at the start after a reset", async () => {
  const { ready, stop } = await startServe("--control-port", "0", "--persona", "two-roles");
  const control = new ControlClient(ready["controlApi"] ?? "");
  const personas = async () =>
    ((await control.readers()) as { card?: { persona: string; series: number } }[]).map(
      ({ card }) => card && `${card.persona} ${card.series}`,
    );
  assert.deepEqual(await personas(), ["two-roles 9", undefined]);
  await control.insertCard("Reader 2", { persona: "six-roles", profile: "series8" });
  await control.ejectCard("Reader 1");
  assert.deepEqual(await personas(), [undefined, "six-roles 8"]);
  await control.reset();
  assert.deepEqual(await personas(), ["two-roles 9", undefined]);
  const { exitCode, stderr } = await runInProcess([
    "login",
    "--issuer",
    ready["issuer"] ?? "",
    "--persona",
    "cancelled-card",
  ]);
  assert.equal(exitCode, 8);
  assert.match(stderr, /^CARD_CANCELLED/);
  await stop();
});

it("leaves desktop and demonstration out where that is asked for", async () => {
  const { ready, stop } = await startServe("--no-desktop", "--no-demo");
  assert.deepEqual([ready["portService"], ready["demo"]], [undefined, undefined]);
  await stop();
});

it("names a persona that does not exist", async () => {
  const { exitCode, stderr } = await runInProcess(["serve", ...freePorts, "--persona", "nobody"]);
  assert.equal(exitCode, 2, stderr);
  assert.match(stderr, /PERSONA_UNKNOWN.*"nobody"/);
});

it("a serve that ends before it is ready is not waited for", async () => {
  await assert.rejects(
    startServe("--settings", "unheard-of.json"),
    /ended before it printed a line: .*unheard-of\.json/,
  );
});
