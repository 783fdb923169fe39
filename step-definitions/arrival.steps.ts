import assert from "node:assert/strict";
import { After, Then, When } from "@cucumber/cucumber";
import { DemoRelyingParty } from "../src/harness/index.ts";
import { expectSame } from "./support/expected.ts";
import { asCustomFetch } from "./support/fixed-origins.ts";
import { type Page, PageSession } from "./support/page-session.ts";
import type { TestkitWorld } from "./support/world.ts";

interface Opened {
  readonly demo: DemoRelyingParty;
  readonly visit: PageSession;
  readonly page: Page;
}

const opened = new WeakMap<TestkitWorld, Opened>();

After(async function (this: TestkitWorld) {
  await opened.get(this)?.demo.close();
});

When("the person opens the first page of the demonstration system", function (this: TestkitWorld) {
  return open(this, "/");
});

When("the person opens a page of the demonstration system that needs a sign-in", function (this: TestkitWorld) {
  return open(this, "/sign-in");
});

When("selects {string}", async function (this: TestkitWorld, label: string) {
  const { demo, visit, page } = at(this);
  const link = page.document.querySelectorAll("a").find(({ text }) => text.trim() === label);
  assert.ok(link, `the page has no "${label}"`);
  const next = await visit.open(new URL(link.getAttribute("href") ?? "", page.url));
  opened.set(this, { demo, visit, page: next });
});

Then(
  "the person is at CIS2, where the page offers {string} and {string}",
  async function (this: TestkitWorld, choice: string, button: string) {
    const { page } = at(this);
    expectSame("the origin of the page", page.url.origin, new URL(await this.cis2.issuer()).origin);
    const texts = (selector: string) => page.document.querySelectorAll(selector).map(({ text }) => text.trim());
    assert.ok(texts("label").includes(choice), `the page offers ${texts("label").join(", ")}, and not "${choice}"`);
    assert.ok(
      texts("button").includes(button),
      `the page has the buttons ${texts("button").join(", ")}, and not "${button}"`,
    );
  },
);

async function open(world: TestkitWorld, path: string): Promise<void> {
  const { cis2 } = await world.cis2.embedded();
  const demo = await DemoRelyingParty.listen();
  await cis2.relyingParties.register(demo.registration);
  demo.serve({ issuer: await world.cis2.issuer(), fetch: asCustomFetch(world.requests.send) });
  const visit = new PageSession(world.requests.send);
  opened.set(world, { demo, visit, page: await visit.open(new URL(path, demo.origin)) });
}

function at(world: TestkitWorld): Opened {
  const page = opened.get(world);
  assert.ok(page, "the person has opened no page");
  return page;
}
