import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ControlClient } from "../../control-api/index.ts";
import { listenForApiPlatform } from "../../fake-api-platform/index.ts";
import { silentLogger } from "../../foundation/logger.ts";
import { MemoryStore } from "../../store/memory-store.ts";
import { serveFakeCis2 } from "../serve/serve-fake-cis2.ts";

const app = {
  name: "Ward round",
  key: "ward-round",
  secret: "secret-of-the-ward",
  callbackUrl: "https://ward.test/callback",
};

async function serve(apiPlatform?: { port: number }) {
  const ports = { internet: 0, hscn: 0 };
  const serving = await serveFakeCis2({
    host: "127.0.0.1",
    ports,
    logger: silentLogger,
    control: { port: 0 },
    apiPlatform,
  });
  const { controlApi = "", apiPlatform: platform = "" } = serving.ready;
  return { control: new ControlClient(controlApi), platform, [Symbol.asyncDispose]: () => serving.close() };
}

describe("the apps of the API platform, by the control API", () => {
  it("are listed without secrets, added, replaced and removed; the platform knows them at once", async () => {
    await using served = await serve({ port: 0 });
    const { control, platform } = served;
    const keys = async () => (await control.apps()).map(({ key }) => key).sort();
    assert.deepEqual(await keys(), ["cis2-testkit-example-app"]);
    const authorize = async () => {
      const query = new URLSearchParams({
        response_type: "code",
        client_id: app.key,
        redirect_uri: app.callbackUrl,
        state: "s",
      });
      return (await fetch(`${platform}/oauth2/authorize?${query.toString()}`, { redirect: "manual" })).status;
    };
    assert.equal(await authorize(), 401);
    const { scopes, ...registered } = await control.registerApp(app);
    assert.deepEqual(
      [registered.name, registered.status, "secret" in registered, scopes.length],
      ["Ward round", "approved", false, 2],
    );
    assert.equal(await authorize(), 302);
    assert.equal((await control.registerApp({ ...app, name: "Night round" })).name, "Night round");
    assert.deepEqual(await keys(), ["cis2-testkit-example-app", "ward-round"]);
    assert.doesNotMatch(JSON.stringify(await control.apps()), /secret-of-the-ward|example-app-secret/);
    await control.removeApp(app.key);
    assert.equal(await authorize(), 401);
  });

  it("are back at the start after a reset", async () => {
    await using served = await serve({ port: 0 });
    const { control } = served;
    await control.registerApp(app);
    await control.removeApp("cis2-testkit-example-app");
    await control.reset();
    assert.deepEqual(
      (await control.apps()).map(({ key }) => key),
      ["cis2-testkit-example-app"],
    );
  });

  it("are refused with the field that is wrong, and are not there without a platform", async () => {
    await using served = await serve({ port: 0 });
    const wrong = { ...app, callbackUrl: "no address" };
    await assert.rejects(served.control.registerApp(wrong), { code: "REQUEST_MALFORMED", message: /callbackUrl/ });
    await using without = await serve();
    await assert.rejects(without.control.apps(), { code: "PAGE_UNKNOWN", status: 404 });
  });
});

describe("an API platform that cannot be served", () => {
  it("listens no longer, and its store is closed", async () => {
    const listening = await listenForApiPlatform({ port: 0 });
    let closed = 0;
    const store = Object.assign(new MemoryStore(), { close: () => Promise.resolve(void (closed += 1)) });
    const settings = { noSuchSetting: 1 } as object;
    await assert.rejects(listening.serve({ identityProviders: [], settings, store }), {
      code: "CONFIGURATION_INVALID",
    });
    await assert.rejects(fetch(listening.origin));
    assert.equal(closed, 1);
  });
});
