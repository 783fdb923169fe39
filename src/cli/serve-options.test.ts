import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { ControlClient } from "../control-api/index.ts";
import { WireClient } from "../virtual-card/readers/pcsc-service/testing/wire-client.ts";
import { runInProcess } from "./testing/run-in-process.ts";
import { freePorts, startServe } from "./testing/serve.ts";

const bare = ["--no-desktop", "--no-demo", "--control-port", "0"];
const path = "/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare";

describe("serve, with", () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "cis2-testkit-serve-"));
  });
  after(() => rm(directory, { recursive: true }));

  const file = async (name: string, content: unknown) => {
    await writeFile(join(directory, name), JSON.stringify(content));
    return join(directory, name);
  };
  const discover = async (at: string) =>
    (await (await fetch(`${at}${path}/.well-known/openid-configuration`)).json()) as Record<string, string>;

  it("--pcsc, shows the desktop's readers to PC/SC programs, and the control API inserts cards there", async () => {
    const { ready, stop } = await startServe("--no-demo", "--control-port", "0", "--pcsc", "--readers-in-table", "48");
    const { PCSCLITE_CSOCK_NAME = "" } = Object(ready["pcscEnvironment"]) as Record<string, string>;
    using client = await WireClient.establish({ environment: { PCSCLITE_CSOCK_NAME } });
    const atrs = async () => (await client.readers(48)).map(({ name, atr }) => [name, atr.slice(0, 6)]);
    assert.deepEqual(await atrs(), [
      ["Reader 1", "3BD697"],
      ["Reader 2", ""],
    ]);
    await new ControlClient(ready["controlApi"] ?? "").insertCard("Reader 2", {
      persona: "leaver",
      profile: "series8",
    });
    assert.deepEqual((await atrs())[1], ["Reader 2", "3BDD18"]);
    await stop();
    assert.equal(existsSync(PCSCLITE_CSOCK_NAME), false);
  });

  it("--relying-party and --without-card, knows those of each file, offers other authenticators, and says what is wrong with one", async () => {
    const party = (clientId: string) => ({
      clientId,
      name: `System ${clientId}`,
      clientSecret: "made up",
      redirectUris: ["https://system.test/callback"],
    });
    const [one, several] = [await file("one.json", party("1")), await file("several.json", [party("2"), party("3")])];
    const { ready, stop } = await startServe(...bare, "--without-card", "--relying-party", one, several);
    const control = new ControlClient(ready["controlApi"] ?? "");
    assert.equal((await control.withoutCard()).enabled, true);
    const parties = await control.relyingParties();
    assert.deepEqual(parties.map(({ clientId }) => clientId).sort(), ["1", ready["clientId"], "2", "3"].sort());
    await stop();
    const wrong = await file("wrong.json", { ...party("4"), redirectUris: ["nowhere"] });
    const { exitCode, stderr } = await runInProcess(["serve", ...freePorts, "--relying-party", wrong]);
    assert.equal(exitCode, 2);
    assert.match(stderr, /DATA_FILE_INVALID.*wrong\.json.*redirectUris/s);
  });

  it("--store, finds after a restart what it had before", async () => {
    const store = ["--store", `sqlite:${join(directory, "store.db")}`];
    const first = await startServe(...bare, ...store);
    const control = new ControlClient(first.ready["controlApi"] ?? "");
    await control.queueSignIn({ persona: "six-roles" });
    await first.stop();
    const second = await startServe(...bare, ...store);
    const queued = await new ControlClient(second.ready["controlApi"] ?? "").nextSignIns();
    assert.deepEqual(
      queued.map(({ persona }) => persona),
      ["six-roles"],
    );
    await second.stop();
  });

  it("--public-url and --hscn-public-url, has the issuers of those addresses", async () => {
    const urls = ["--public-url", "https://cis2.test", "--hscn-public-url", "https://cis2.hscn.test:8443"];
    const { ready, stop } = await startServe(...bare, ...urls);
    assert.equal(ready["issuer"], `https://cis2.test${path}`);
    assert.equal(ready["hscnIssuer"], `https://cis2.hscn.test:8443${path}`);
    for (const [at, issuer] of [
      [ready["listensAt"], ready["issuer"]],
      [ready["hscnListensAt"], ready["hscnIssuer"]],
    ] as const) {
      const document = await discover(at ?? "");
      assert.equal(document["issuer"], issuer);
      assert.equal(document["token_endpoint"], `${issuer}/access_token`);
    }
    await stop();
    const { exitCode, stderr } = await runInProcess(["serve", ...freePorts, "--public-url", "cis2.test"]);
    assert.equal(exitCode, 2);
    assert.match(stderr, /--public-url.*https:\/\/host/);
  });

  it("--settings, writes the issuer with :443 and no other address, as the live service does", async () => {
    const settings = await file("settings.json", { issuerPort: "explicit" });
    const { ready, stop } = await startServe(...bare, "--public-url", "https://cis2.test", "--settings", settings);
    assert.equal(ready["issuer"], `https://cis2.test:443${path}`);
    const document = await discover(ready["listensAt"] ?? "");
    assert.equal(document["issuer"], ready["issuer"]);
    assert.equal(document["authorization_endpoint"], `https://cis2.test${path}/authorize`);
    await stop();
    const wrong = await file("no-settings.json", { issuerPort: "always" });
    const { exitCode, stderr } = await runInProcess(["serve", ...freePorts, "--settings", wrong]);
    assert.equal(exitCode, 2);
    assert.match(stderr, /DATA_FILE_INVALID.*no-settings\.json.*issuerPort/s);
  });
});
