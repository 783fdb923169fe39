import assert from "node:assert/strict";
import { z } from "zod";
import type { PendingSignIn } from "../../src/harness/index.ts";
import { type Page, PageSession } from "./page-session.ts";
import type { TestkitWorld } from "./world.ts";

/** Where a person is on the pages of CIS2, in one browser. */
export interface Visit {
  readonly visit: PageSession;
  readonly page: Page;
  readonly pending: PendingSignIn;
  /** What the roles were searched for. */
  readonly searched?: string;
  /** The role that was selected. */
  readonly role?: string;
}

const visits = new WeakMap<TestkitWorld, Visit>();

/** Goes from the system to CIS2, in the browser of the scenario. */
export async function arrive(world: TestkitWorld): Promise<Visit> {
  const pending = await (await world.cis2.relyingParty()).begin();
  const visit = visits.get(world)?.visit ?? new PageSession(world.requests.send, pending.redirectUri);
  const arrival = { visit, pending, page: await visit.open(pending.authorizationUrl) };
  visits.set(world, arrival);
  return arrival;
}

export function at(world: TestkitWorld): Visit {
  const visit = visits.get(world);
  assert.ok(visit, "the person is at no page");
  return visit;
}

export function goTo(world: TestkitWorld, there: Partial<Visit>): void {
  visits.set(world, { ...at(world), ...there });
}

/** Selects Smartcard and Continue, and has the card answer; then opens the sign-in again, as the page's script does. */
export async function goPastThePasscode(this: TestkitWorld): Promise<void> {
  const { visit, page } = await arrive(this);
  const waiting = await visit.submit(page, "input[value=smartcard]", { authenticator: "smartcard" });
  const step = (name: string) => new URL(`${page.url.pathname}/${name}`, page.url);
  const { challenge } = z.object({ challenge: z.string() }).parse(await visit.postJson(step("challenge"), {}));
  await visit.postJson(step("assertion"), await this.signIns.answer(challenge, waiting.url.origin));
  goTo(this, { page: await visit.open(page.url) });
}

/** Whether CIS2 has something to say before the browser goes back, such as that the card's certificates expire soon. */
export function readsNotice({ document }: Page): boolean {
  return document.querySelector("h1")?.text.trim() === "Before you continue";
}

/** Goes on from such a page; stays at any other. */
export async function readNotice(visit: PageSession, page: Page): Promise<Page> {
  if (!readsNotice(page)) return page;
  const onward = page.document.querySelector("a.nhsuk-button")?.getAttribute("href");
  assert.ok(onward, "the page has no way onward");
  return visit.open(new URL(onward, page.url));
}

/** The roles a page shows; each has the id nhsRoleId_<role id>, as on the development pages of the NHS. */
export function listedRoles({ document }: Page): string[] {
  return document
    .querySelectorAll("li:not([hidden]) > [id^=nhsRoleId_]")
    .map(({ id }) => id.slice("nhsRoleId_".length));
}
