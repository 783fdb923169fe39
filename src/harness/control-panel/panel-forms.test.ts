import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { runInNewContext } from "node:vm";
import { parse } from "node-html-parser";
import { loadPersonas } from "../../care-identity/directory/persona.ts";
import { ControlClient } from "../../control-api/index.ts";
import { ServedPanel } from "./testing/served-panel.ts";

const hostile = "\"><script>alert(1)</script>'{{7*7}}";

describe("the forms of the control panel", () => {
  let served: ServedPanel;
  before(async () => {
    served = await ServedPanel.start();
  });
  after(() => served[Symbol.asyncDispose]());

  const page = (path: string) => served.page(path);
  const send = (path: string, fields: Readonly<Record<string, string>>) => served.send(path, fields);
  const done = (path: string, fields?: Readonly<Record<string, string>>) => served.done(path, fields);

  it("makes a person with six roles in one form, changes and removes them", async () => {
    const made = await send("people/make", { roles: "6" });
    const address = made.headers.get("location") ?? "";
    assert.equal((await page(address.slice(1))).match(/aria-label="Take away/g)?.length, 6);
    const userId = address.replace(/\D/g, "");
    await done("people/put", { userId, givenName: "Given", familyName: hostile, title: "", email: "", roles: "[]" });
    const changed = await page(`people?search=${encodeURIComponent("<script>")}`);
    assert.match(changed, /1 of \d+ people/);
    assert.ok(!changed.includes("<script>alert"));
    await done("people/turn-without-card", { enabled: "yes" });
    assert.match(await page(address.slice(1)), /Sign in next without a card/);
    await done("people/sign-in-without-card", { userId });
    await done("people/turn-without-card", { enabled: "no" });
    await done("people/remove", { userId });
    assert.match(await page("people?search=Given"), /0 of/);
    assert.match(await page(address.slice(1)), new RegExp(`nobody with the user ID ${userId}`));
  });

  it("saves a person as the page shows them, and gives and takes away roles", async () => {
    const back = "?user=555000000003";
    const shown = parse(await page(`people${back}`));
    const fields = shown.querySelectorAll("form[action='/people/put'] [name]").map((field) => {
      const value = field.tagName === "TEXTAREA" ? field.text : (field.getAttribute("value") ?? "on");
      return [field.getAttribute("name") ?? "", value] as const;
    });
    const saved = await send("people/put", { ...Object.fromEntries(fields), email: "new@emulated.example" });
    assert.equal(saved.headers.get("location"), `/people${back}&done=put`);
    const roles = async (): Promise<readonly string[]> =>
      (await page(`people${back}`)).match(/aria-label="Take away: [^"]+"/g) ?? [];
    assert.match(await page(`people${back}&done=put`), /The person is as you entered[^]*new@emulated.example/);
    const before = await roles();
    const role = { userId: "555000000003", role: "S8010:G8010:R8006", organisation: "ZZ104", back };
    await done("people/add-role", role);
    const [added = "", ...others] = (await roles()).filter((one) => !before.includes(one));
    assert.deepEqual([added.includes("Medical Secretary"), others], [true, []]);
    await done("people/remove-role", { userId: "555000000003", roleId: /\d{12}/.exec(added)?.[0] ?? "", back });
    assert.deepEqual(await roles(), before);
    await done("faults/reset");
  });

  it("gives a person as text that works if it is pasted", async () => {
    const shown = parse(await page("people?user=555000000005"));
    const [persona = "", fixture = "", control = ""] = shown.querySelectorAll("pre").map(({ text }) => text);
    const file = join(tmpdir(), `copied-person-${process.pid}.json`);
    writeFileSync(file, persona);
    const { personas } = loadPersonas(file);
    rmSync(file);
    assert.deepEqual([Object.keys(personas), personas["sian-sixroles"]?.roles.length], [["sian-sixroles"], 6]);
    const put: unknown[][] = [];
    const directory = { put: (...person: unknown[]) => void put.push(person) };
    await runInNewContext(`(async () => { ${fixture} })()`, { desktop: { embedded: { cis2: { directory } } } });
    assert.equal(
      JSON.stringify(put),
      JSON.stringify([[personas["sian-sixroles"]?.user, personas["sian-sixroles"]?.roles]]),
    );
    await runInNewContext(`(async () => { ${control} })()`, {
      control: new ControlClient(served.ready.controlApi ?? ""),
    });
  });

  it("says what was wrong with a form at the field, and keeps what was typed", async () => {
    const refused = async (path: string, fields: Readonly<Record<string, string>>) => {
      const answer = await send(path, fields);
      assert.equal(answer.status, 400, path);
      const shown = parse(await answer.text());
      const links = shown.querySelectorAll(".nhsuk-error-summary a");
      return {
        shown,
        value: (id: string) => shown.querySelector(`#${id}`)?.getAttribute("value"),
        /** Each problem of the summary leads to its field, which says the same. */
        problems: links.map((link) => {
          const field = shown.querySelector(link.getAttribute("href") ?? "");
          const by = field?.getAttribute("aria-describedby")?.split(" ").at(-1) ?? "";
          assert.equal(shown.querySelector(`#${by}`)?.text, `Error: ${link.text}`, path);
          return link.text;
        }),
      };
    };
    const back = "?user=555000000003";
    const person = { userId: "555000000003", title: "", givenName: "Typed", familyName: "", email: "no", back };
    const one = await refused("people/put", { ...person, roles: "no JSON" });
    assert.deepEqual(one.problems, ["Roles is not JSON"]);
    assert.match(one.shown.querySelector("title")?.text ?? "", /^Error: People/);
    const other = await refused("people/put", { ...person, roles: '[{"roleId":"1"}]' });
    assert.match(other.problems.join(), /^Family name must not be empty,E-mail address must be an e-mail address/);
    assert.match(other.problems.join(), /Roles: 0.roleId must be 12 digits; Roles: 0.personOrgId is missing/);
    assert.deepEqual(
      [other.value("put-title"), other.value("put-givenName"), other.value("put-email")],
      ["", "Typed", "no"],
    );
    assert.equal(other.shown.querySelector("#put-active")?.hasAttribute("checked"), false);
    assert.deepEqual((await refused("people/make", { roles: "501" })).problems, ["Roles must be 0 to 500"]);
    assert.match(
      (await refused("faults/set-clock", { now: "tomorrow" })).problems.join(),
      /The instant must be an instant/,
    );
    const slow = { fault: "slow", times: "1", endpoint: "token", milliseconds: "-1" };
    assert.match((await refused("faults/set", slow)).problems.join(), /^Milliseconds /);
    const readers = await refused("desktop/add-reader", { reader: "" });
    assert.deepEqual(readers.problems, ["Name of the reader must not be empty"]);
    assert.match(
      (await refused("desktop/add-reader", { reader: "a\u202eb" })).problems.join(),
      /no control characters/,
    );
    const party = await refused("relying-parties/register", {
      registration: '{"clientId":"x","clientSecret":"s3cr3t-1"}',
    });
    assert.match(party.problems.join(), /Registration: name is missing/);
    assert.equal(party.shown.querySelector("textarea")?.text, '{"clientId":"x","clientSecret":""}');
    const call = { operation: "queueSignIn", body: '{"roleId":"1","passcode":"139123"}' };
    const queued = await refused("more/call", call);
    assert.deepEqual(queued.problems, ["JSON: persona is missing"]);
    assert.equal(queued.shown.querySelector("details[open] textarea")?.text, '{"roleId":"1","passcode":""}');
    assert.equal((await send("more/call", { operation: "reset" })).status, 400);
    assert.equal((await send("desktop/lock", { reader: "Reader 9" })).status, 400);
  });
});
