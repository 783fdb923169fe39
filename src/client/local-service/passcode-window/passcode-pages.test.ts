import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { pageOrigin, serviceWith, type ServiceUnderTest } from "../../testing/local-service-harness.ts";
import { ScriptedCard, scriptedReaders } from "../../testing/scripted-card.ts";
import { pivScript } from "../../testing/scripted-piv.ts";
import { testIdentity, type TestIdentity } from "../../testing/test-certificate.ts";

const challenge = Buffer.alloc(32, 9).toString("base64");
const authenticate = { method: "POST", body: { challenge } };

async function windowOf(service: ServiceUnderTest): Promise<string> {
  while (service.windows.length === 0) await new Promise(setImmediate);
  return service.windows[0] ?? "";
}

async function pageAt(url: string): Promise<string> {
  return (await fetch(url)).text();
}

/** Sends the form of a page as it is in the browser; the text of the page that follows. */
async function send(url: string, page: string, field: "passcode" | "cancel", value: string): Promise<string> {
  const question = /name="question" value="(\d+)"/.exec(page)?.[1];
  const body = new URLSearchParams({ ...(question !== undefined && { question }), [field]: value });
  return (await fetch(url, { method: "POST", body, headers: { origin: new URL(url).origin } })).text();
}

describe("the passcode window in a browser", () => {
  let identity: TestIdentity;
  before(async () => {
    identity = await testIdentity();
  });
  const start = () => serviceWith(scriptedReaders({ R1: new ScriptedCard(pivScript({ ...identity })) }));

  it("takes a form that is sent twice, as by a double click, for one try", async () => {
    await using service = await start();
    const answer = service.call("/authentication/authenticate", authenticate);
    const url = await windowOf(service);
    const page = await pageAt(url);
    assert.match(await send(url, page, "passcode", "999999"), /2 tries left/);
    assert.match(await send(url, page, "passcode", "999999"), /2 tries left/);
    await send(url, page, "cancel", "cancel");
    await answer;
  });

  it("does not take a new passcode that is sent twice for one that was typed twice", async () => {
    await using service = await start();
    const answer = service.call("/credentials/change-passcode", { method: "POST", body: {} });
    const url = await windowOf(service);
    const first = await send(url, await pageAt(url), "passcode", "123456");
    assert.match(await send(url, first, "passcode", "654321"), /Enter the new passcode again/);
    assert.match(await send(url, first, "passcode", "654321"), /Enter the new passcode again/);
    await send(url, first, "cancel", "cancel");
    assert.equal((await answer).status, 409);
  });

  it("says to a person at a window that is no longer kept where to go, and gives a program the error", async () => {
    await using service = await start();
    const url = `${service.address}/passcode/not-kept`;
    const page = await fetch(url, { headers: { accept: "text/html,*/*;q=0.8" } });
    assert.equal(page.status, 404);
    assert.match(
      await page.text(),
      /<h1[^>]*>This passcode window has closed<[^]*Go back to the tab or window that you came/,
    );
    const { error } = (await (await fetch(url)).json()) as { error: { code: string } };
    assert.equal(error.code, "PAGE_UNKNOWN");
  });

  it("is at one spelling of its address, where pages of allowed origins do not reach it", async () => {
    await using service = await start();
    const answer = service.call("/authentication/authenticate", authenticate);
    const url = await windowOf(service);
    const other = await fetch(url.replace("/passcode/", "/Passcode/"), { headers: { origin: pageOrigin } });
    assert.equal(other.status, 404);
    await send(url, await pageAt(url), "cancel", "cancel");
    await answer;
  });

  it("has its style and its script, of which no copy is kept, and answers its form with a way back to the page", async () => {
    await using service = await start();
    const answer = service.call("/authentication/authenticate", authenticate);
    const url = await windowOf(service);
    for (const [name, type, content] of [
      ["window.css", "text/css; charset=utf-8", /\.tk-window/],
      ["window.js", "text/javascript; charset=utf-8", /location\.reload/],
    ] as const) {
      const asset = await fetch(new URL(`assets/${name}`, url));
      assert.deepEqual([asset.headers.get("content-type"), asset.headers.get("cache-control")], [type, "no-store"]);
      assert.match(await asset.text(), content);
    }
    const { origin, pathname } = new URL(url);
    const body = new URLSearchParams({ cancel: "cancel" });
    const sent = await fetch(url, { method: "POST", body, headers: { origin }, redirect: "manual" });
    assert.deepEqual([sent.status, sent.headers.get("location")], [303, pathname]);
    await answer;
  });
});
