import assert from "node:assert/strict";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { it } from "node:test";
import { ControlClient } from "../fake-cis2/index.ts";
import { runCli, startCli } from "./testing/run-cli.ts";

async function serveOnce(
  ...options: string[]
): Promise<{ ready: Record<string, string>; stop: () => Promise<number | null> }> {
  const child = startCli("serve", "--internet-port", "0", "--hscn-port", "0", "--json", ...options);
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const stop = async () => {
    child.kill("SIGTERM");
    const [exitCode] = (await once(child, "exit")) as [number | null];
    return exitCode;
  };
  return { ready: JSON.parse(line) as Record<string, string>, stop };
}

it("prints where it is once it is ready, and ends when it is told to", async () => {
  const { ready, stop } = await serveOnce();
  const answer = await fetch(ready["discovery"] ?? "");
  const { issuer } = (await answer.json()) as { issuer: string };
  assert.equal(issuer, ready["issuer"]);
  assert.match(ready["client_id"] ?? "", /\.apps\.national$/);
  assert.equal(await stop(), 0);
});

it("serves the control API, by which a browser's sign-in goes through without a person", async () => {
  const { ready, stop } = await serveOnce("--control-port", "0");
  const control = new ControlClient(ready["control API"] ?? "");
  await control.queueSignIn({ persona: "one-role" });
  const query = new URLSearchParams({
    response_type: "code",
    client_id: ready["client_id"] ?? "",
    redirect_uri: ready["redirect_uris"]?.[0] ?? "",
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
  const { ready, stop } = await serveOnce();
  const { exitCode, stdout, stderr } = await runCli("login", "--issuer", ready["issuer"] ?? "", "--json");
  assert.equal(exitCode, 0, stderr);
  const { claims } = JSON.parse(stdout) as { claims: { iss: string; sub: string } };
  assert.deepEqual([claims.iss, claims.sub], [ready["issuer"], "555000000002"]);
  await stop();
});

it("knows the cancelled and revoked cards that another process holds", async () => {
  const { ready, stop } = await serveOnce();
  for (const [persona, code] of [
    ["cancelled-card", "CARD_CANCELLED"],
    ["revoked-certificate", "CERTIFICATE_REVOKED"],
  ] as const) {
    const { exitCode, stderr } = await runCli("login", "--issuer", ready["issuer"] ?? "", "--persona", persona);
    assert.equal(exitCode, 1);
    assert.match(stderr, new RegExp(`^${code}`));
  }
  await stop();
});

it("says which port is taken", async () => {
  const { ready, stop } = await serveOnce();
  const taken = new URL(ready["issuer"] ?? "").port;
  const { exitCode, stderr } = await runCli("serve", "--internet-port", taken, "--hscn-port", "0");
  assert.equal(exitCode, 3);
  assert.match(stderr, new RegExp(`PORT_TAKEN.*${taken}`));
  await stop();
});

it("refuses a port that is none", async () => {
  const { exitCode, stderr } = await runCli("serve", "--internet-port", "99999");
  assert.equal(exitCode, 2);
  assert.match(stderr, /--internet-port.*65535/);
});
