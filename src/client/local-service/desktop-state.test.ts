import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { pageOrigin, serviceWith, type ServiceUnderTest } from "../testing/local-service-harness.ts";
import { readersWithRemoval } from "../testing/removable-card.ts";
import { ScriptedCard, scriptedReaders } from "../testing/scripted-card.ts";
import { pivScript } from "../testing/scripted-piv.ts";
import { testIdentity, type TestIdentity } from "../testing/test-certificate.ts";

const challenge = Buffer.alloc(32, 9).toString("base64");

describe("what a page can know of the desktop during a sign-in", () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await testIdentity();
  });
  const start = async () => {
    const card = new ScriptedCard(pivScript({ ...identity }));
    const { readers, ...hands } = readersWithRemoval(scriptedReaders({ R1: card }));
    const service = await serviceWith(readers);
    return { ...hands, service, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
  };
  const stateOf = async (service: ServiceUnderTest, headers = {}) =>
    (await service.call("/authentication/state", { headers })).json();
  const authenticate = (service: ServiceUnderTest) =>
    service.call("/authentication/authenticate", { method: "POST", body: { challenge } });
  const windowOf = async ({ windows }: ServiceUnderTest, index = 0) => {
    while (windows.length <= index) await new Promise(setImmediate);
    return windows[index] ?? "";
  };

  it("is that the passcode window is open only once a browser has opened it", async () => {
    await using desktop = await start();
    const { service } = desktop;
    assert.deepEqual(await stateOf(service), { card: true, passcodeWindow: "none" });
    const answer = authenticate(service);
    const url = await windowOf(service);
    assert.deepEqual(await stateOf(service), { card: true, passcodeWindow: "opening" });
    await fetch(url);
    assert.deepEqual(await stateOf(service), { card: true, passcodeWindow: "open" });
    service.service.cancelWindows();
    await answer;
    assert.deepEqual(await stateOf(service), { card: true, passcodeWindow: "none" });
  });

  it("is whether a card is in the reader", async () => {
    await using desktop = await start();
    const { service, remove, insert } = desktop;
    remove("R1");
    assert.deepEqual(await stateOf(service), { card: false, passcodeWindow: "none" });
    insert("R1");
    assert.deepEqual(await stateOf(service), { card: true, passcodeWindow: "none" });
  });

  it("is nothing if the page is of another site", async () => {
    await using desktop = await start();
    const { service } = desktop;
    for (const origin of ["https://evil.test", ""]) {
      const answer = await service.call("/authentication/state", { headers: { origin } });
      assert.equal(answer.status, 403);
    }
  });

  it("opens the passcode window again, at the same address, and not without end", async () => {
    await using desktop = await start();
    const { service } = desktop;
    const again = () => service.call("/authentication/passcode-window", { method: "POST", body: {} });
    await again();
    const answer = authenticate(service);
    const url = await windowOf(service);
    for (let times = 0; times < 9; times++) assert.equal((await again()).status, 200);
    assert.deepEqual(
      service.windows,
      Array.from({ length: 6 }, () => url),
    );
    service.service.cancelWindows();
    await answer;
  });

  it("ends at once if the card is taken out, which the window shows without being sent", async () => {
    await using desktop = await start();
    const { service, remove, watches } = desktop;
    const answer = authenticate(service);
    const url = await windowOf(service);
    const page = await (await fetch(url)).text();
    const question = /name="question" value="(\d+)"/.exec(page)?.[1] ?? "";
    const answered = fetch(`${url}/answered/${question}`);
    while (watches() === 0) await new Promise(setImmediate);
    remove("R1");
    const { error } = (await (await answer).json()) as { error: { code: string; person: object } };
    assert.equal(error.code, "CARD_REMOVED");
    assert.equal((await answered).status, 204);
    const after = await (await fetch(url)).text();
    assert.match(after, /<title>Error: /);
    assert.match(after, /Your smartcard was taken out/);
    assert.match(after, /Put your smartcard in again, then go back to the tab/);
    assert.deepEqual(await stateOf(service, { origin: pageOrigin }), { card: false, passcodeWindow: "none" });
    assert.equal(watches(), 0);
  });
});
