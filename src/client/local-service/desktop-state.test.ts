import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { before, describe, it } from "node:test";
import type { ReaderEvent, ReaderSource, ReaderState } from "../../iso7816/index.ts";
import { pageOrigin, serviceWith, type ServiceUnderTest } from "../testing/local-service-harness.ts";
import { readersWithRemoval } from "../testing/removable-card.ts";
import { ScriptedCard, scriptedReaders } from "../testing/scripted-card.ts";
import { pivScript } from "../testing/scripted-piv.ts";
import { testIdentity, type TestIdentity } from "../testing/test-certificate.ts";
import { cardRemoved } from "./desktop-state.ts";

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
  const stateOf = async (service: ServiceUnderTest, headers = {}) => {
    const answer = await service.call("/authentication/state", { headers });
    assert.equal(answer.headers.get("cache-control"), "no-store");
    return answer.json();
  };
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

  it("is that there is none without a reader, or without the one that was named, but not if it has to be chosen", async () => {
    const card = new ScriptedCard(pivScript({ ...identity }));
    for (const [cards, reader, isThere] of [
      [{}, undefined, false],
      [{ R1: card }, "R2", false],
      [{ R1: card, R2: card }, undefined, true],
    ] as const) {
      await using service = await serviceWith(scriptedReaders(cards), [], { reader });
      assert.deepEqual(await stateOf(service), { card: isThere, passcodeWindow: "none" });
    }
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
    let taken = false;
    const answered = fetch(`${url}/answered/${question}`).then(({ status }) => ({ status, taken }));
    await fetch(url);
    while (watches() === 0) await new Promise(setImmediate);
    taken = true;
    remove("R1");
    const { error } = (await (await answer).json()) as { error: { code: string; person: object } };
    assert.equal(error.code, "CARD_REMOVED");
    assert.deepEqual(await answered, { status: 204, taken: true });
    const after = await (await fetch(url)).text();
    assert.match(after, /<title>Error: /);
    assert.match(after, /Your smartcard was taken out/);
    assert.match(after, /Put your smartcard in again, then go back to the tab/);
    assert.deepEqual(await stateOf(service, { origin: pageOrigin }), { card: false, passcodeWindow: "none" });
    assert.equal(watches(), 0);
  });
});

describe("a card that is taken out", () => {
  const states: ReaderState[] = [
    { name: "R1", atr: new Uint8Array([0x3b]) },
    { name: "R2", atr: new Uint8Array([0x3b]) },
  ];
  const readersWith = (events: readonly ReaderEvent[], list = states): ReaderSource => ({
    list: () => Promise.resolve(list),
    connect: () => Promise.reject(new Error("nothing is sent to the card")),
    watch: () => Promise.resolve(Readable.from(events)),
  });
  const isRemoved = (readers: ReaderSource) => cardRemoved(readers, "R1", new AbortController().signal);

  it("is seen if it goes, its reader goes, or it has gone already", async () => {
    for (const type of ["card-removed", "reader-removed"] as const) {
      assert.equal(await isRemoved(readersWith([{ type, reader: "R1" }])), true);
      assert.equal(await isRemoved(readersWith([{ type, reader: "R2" }])), false);
    }
    assert.equal(await isRemoved(readersWith([], [{ name: "R1" }])), true);
    assert.equal(await isRemoved(readersWith([], states.slice(1))), true);
  });

  it("is not seen if another card goes, a card comes, or readers cannot be watched", async () => {
    assert.equal(await isRemoved(readersWith([{ type: "card-inserted", reader: "R1", atr: new Uint8Array() }])), false);
    const unwatched: ReaderSource = { ...readersWith([]), watch: () => Promise.reject(new Error("no service")) };
    assert.equal(await isRemoved(unwatched), false);
  });
});
