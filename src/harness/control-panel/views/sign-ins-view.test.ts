import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { signInFileSchema } from "../../../control-api/index.ts";
import { seeSyntheticSignIn } from "../timeline/testing/synthetic-sign-in.ts";
import { WatchedDesktop } from "../timeline/testing/watched-desktop.ts";

const hostile = `<img src=x onerror="alert(1)">\u202e`;

describe("the sign-ins of the control panel", () => {
  let desktop: WatchedDesktop;
  before(async () => {
    desktop = await WatchedDesktop.start();
  });
  after(() => desktop[Symbol.asyncDispose]());

  const page = async (path: string) => {
    const answer = await fetch(desktop.panel + path, { redirect: "manual" });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };

  it("are a list, and one is steps to open, without JavaScript", async () => {
    assert.match((await page("/sign-ins")).text, /Nobody has signed in yet/);
    const { claims } = await desktop.signIn(["000000", desktop.passcode]);
    const { text } = await page("/sign-ins");
    assert.match(text, /<a id="sign-in-1" href="\/sign-ins\?id=1">1<\/a>/);
    assert.match(text, new RegExp(`signed in</strong>[^]*Dr Olive Onerole, ${claims.sub}`));
    const one = (await page("/sign-ins?id=1")).text;
    assert.match(one, /<summary [^>]*>.*card<\/span>.*SELECT PIV<\/span><\/summary>/);
    assert.match(one, /VERIFY: 2 tries left<\/span> <strong class="nhsuk-tag nhsuk-tag--red">refused/);
    assert.match(one, /&gt; VERIFY {2}00200080 \[data not shown\]/);
    assert.match(one, /in a reader of this desktop/);
  });

  it("names the check that refused, with its code", async () => {
    const { serial = "" } = (await desktop.control.cards())[0] ?? {};
    await desktop.control.suspendCard(serial);
    await assert.rejects(desktop.signIn());
    await desktop.control.resumeCard(serial);
    for (const path of ["/sign-ins", "/sign-ins?id=2"]) {
      assert.match((await page(path)).text, /CARD_SUSPENDED, by the check “card state”/);
    }
  });

  it("can be shared as a file", async () => {
    const { headers, text } = await page("/sign-ins/file?id=1");
    assert.match(headers.get("content-disposition") ?? "", /attachment; filename="sign-in-1\.json"/);
    assert.equal(signInFileSchema.parse(JSON.parse(text)).signIn.id, 1);
    assert.equal((await page("/sign-ins/file?id=999")).status, 404);
    assert.equal((await page("/sign-ins?id=%3Cscript%3E")).status, 404);
  });

  it("show what others wrote as text", async () => {
    const { timeline } = desktop.watch;
    const at = new Date().toISOString();
    timeline.note({
      joins: ["hostile"],
      opens: true,
      facts: { clientId: hostile, userId: hostile, network: hostile },
      step: {
        at,
        place: "CIS2",
        line: hostile,
        detail: hostile,
        refused: { code: hostile, check: hostile, message: hostile },
      },
    });
    const { begun } = await desktop.begin();
    await fetch(begun.authorizationUrl, { headers: { "user-agent": hostile.slice(0, -1) }, redirect: "manual" });
    const { signIns } = await desktop.control.signIns();
    const id = signIns.find(({ clientId }) => clientId === hostile)?.id ?? 0;
    const byAgent = signIns[0]?.id ?? 0;
    assert.match((await page(`/sign-ins?id=${byAgent}`)).text, /user-agent: &lt;img src=x/);
    for (const path of ["/sign-ins", `/sign-ins?id=${id}`, `/sign-ins?id=${byAgent}`]) {
      const { text } = await page(path);
      assert.match(text, /&lt;img src=x onerror=&quot;alert\(1\)&quot;&gt;/);
      assert.doesNotMatch(text, /<img src=x|\u202e/);
    }
  });

  it("are pages of a list whatever their number, and so is each page's length", async () => {
    for (let number = 1; number <= 120; number++) seeSyntheticSignIn(desktop.watch, number);
    const rows = (text: string) => text.match(/<a id="sign-in-/g)?.length;
    let path = "/sign-ins";
    const lengths = [];
    for (;;) {
      const { text } = await page(path);
      lengths.push(rows(text));
      const older = /href="(\/sign-ins\?before=\d+)"/.exec(text)?.[1];
      if (older === undefined) break;
      path = older;
    }
    assert.deepEqual(lengths.slice(0, 2), [50, 50]);
    assert.equal(lengths.length, 3);
  });

  it("are told of to a page at once, by the panel's stream of changes", async () => {
    const stop = new AbortController();
    const stream = await fetch(`${desktop.panel}/changes`, { signal: stop.signal });
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    assert.match((await reader?.read())?.value ?? "", /listening/);
    const { total } = await desktop.control.signIns();
    await desktop.begin();
    assert.match((await reader?.read())?.value ?? "", /event: changed/);
    assert.match((await page("/sign-ins")).text, new RegExp(`<p>${total + 1} kept`));
    stop.abort();
  });
});
