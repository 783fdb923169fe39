import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { parse } from "node-html-parser";
import { CookieJar } from "tough-cookie";
import { authenticate, changePasscode, fixedPasscode, requestSecurityCode } from "../../../client/index.ts";
import { ControlClient } from "../../../control-api/index.ts";
import { PersonaReaders } from "../../desktop/persona-readers.ts";
import { type EmbeddedCis2, startEmbeddedCis2 } from "../../embedded-cis2.ts";
import { demoReaders } from "./demo-readers.ts";
import { DemoRelyingParty } from "./demo-relying-party.ts";
import { closeAll } from "../../../foundation/testing/close-all.ts";

/** One browser: its tabs share the cookies. */
class Browser {
  readonly #cookies = new CookieJar();

  async send(url: URL | string, init: RequestInit = {}): Promise<Response> {
    const cookie = await this.#cookies.getCookieString(String(url));
    const headers = { accept: "text/html", ...(init.headers as Record<string, string>), cookie };
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) await this.#cookies.setCookie(line, String(url));
    return response;
  }

  /** Where a tab stops that begins at this address. */
  async open(start: string): Promise<{ readonly url: string; readonly text: string }> {
    let url = start;
    for (;;) {
      const response = await this.send(url);
      const location = response.headers.get("location");
      if (location === null) return { url, text: parse(await response.text()).structuredText };
      url = new URL(location, url).href;
    }
  }
}

describe("the demonstration system", () => {
  let embedded: EmbeddedCis2;
  let demo: DemoRelyingParty;
  let readers: PersonaReaders;
  before(async () => {
    embedded = await startEmbeddedCis2({ relyingParties: [], control: { port: 0 } });
    readers = new PersonaReaders({ readers: ["Reader 1", "Reader 2"], issueCard: embedded.issueCard });
    demo = await DemoRelyingParty.listen();
    await embedded.cis2.relyingParties.register(demo.registration);
    demo.serve({ issuer: embedded.cis2.networks.internet.issuer, readers: demoReaders(readers, embedded) });
  });
  after(() =>
    closeAll(
      () => demo.close(),
      () => embedded.close(),
    ),
  );

  it("signs in each tab of a browser that began a sign-in", async () => {
    await new ControlClient(embedded.controlOrigin ?? "").queueSignIn({ persona: "one-role", lasting: true });
    const browser = new Browser();
    const begin = async () => (await browser.send(`${demo.origin}/sign-in`)).headers.get("location") ?? "";
    const tabs = [await begin(), await begin()];
    for (const tab of tabs) assert.match((await browser.open(tab)).text, /Signed in as Onerole Olive/);
    const ended = (await browser.open(`${demo.origin}/callback?state=other&code=1`)).text;
    assert.match(ended, /This sign-in has ended\.[\s\S]*You are not signed in[\s\S]*SIGN_IN_UNKNOWN/);
  });

  it("says that the person cancelled, and offers to sign in again", async () => {
    const browser = new Browser();
    const begun = new URL((await browser.send(`${demo.origin}/sign-in`)).headers.get("location") ?? "");
    const callback = new URL(`${demo.origin}/callback`);
    callback.search = new URLSearchParams({
      error: "access_denied",
      error_description: "The sign-in was cancelled",
      state: begun.searchParams.get("state") ?? "",
      iss: embedded.cis2.networks.internet.issuer,
    }).toString();
    const { text } = await browser.open(callback.href);
    assert.match(text, /You cancelled the sign-in[\s\S]*Sign in again/);
    assert.doesNotMatch(text, /There is a problem/);
  });

  it("shows a locked card, the message that unlocks it, and makes it as new or takes it out", async () => {
    const browser = new Browser();
    const page = async () => (await browser.open(`${demo.origin}/`)).text;
    const press = (path: string) =>
      browser.send(`${demo.origin}${path}`, { method: "POST", headers: { origin: demo.origin } });
    await readers.insert("Reader 1", "one-role", "piv");
    const { passcode } = embedded.persona("one-role").card;
    assert.match(await page(), new RegExp(`passcode is ${passcode}\\. Tries left: 3`));

    const { origin } = embedded.cis2.networks.internet;
    const challenge = Buffer.alloc(32).toString("base64");
    for (let times = 0; times < 3; times++) {
      const wrong = authenticate({ readers: readers.source, passcodes: fixedPasscode("000000"), challenge, origin });
      await assert.rejects(wrong);
    }
    const locked = await page();
    assert.match(locked, /The card is locked/);
    assert.doesNotMatch(locked, new RegExp(passcode));
    await requestSecurityCode({ readers: readers.source, authority: origin });
    const serial = readers.cardIn("Reader 1")?.serial ?? "";
    const message = await embedded.cis2.registrationAuthority.codes.message(serial);
    assert.match(await page(), new RegExp(`security code is ${message?.code ?? "none"}\\.`));

    await press("/card/replace");
    assert.match(await page(), new RegExp(`passcode is ${passcode}\\. Tries left: 3`));
    await press("/card/eject");
    assert.match(await page(), /No smartcard is in the reader/);
    assert.equal((await browser.send(`${demo.origin}/card/eject`, { method: "POST" })).status, 400);
  });

  it("shows no passcode that the person has replaced", async () => {
    await readers.insert("Reader 1", "one-role", "series8");
    const { passcode } = embedded.persona("one-role").card;
    await changePasscode({ readers: readers.source, passcodes: fixedPasscode(passcode, "24680246") });
    const { text } = await new Browser().open(`${demo.origin}/`);
    assert.match(text, /Its passcode is the one that was chosen last\. Tries left: 3/);
    assert.doesNotMatch(text, new RegExp(passcode));
  });
});
