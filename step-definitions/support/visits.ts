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

/** Selects Smartcard and Continue, and has the card answer as the page's script does; then CIS2 shows the next page. */
export async function goPastThePasscode(this: TestkitWorld): Promise<void> {
  const { visit, page } = await arrive(this);
  const waiting = await visit.submit(page, "input[value=smartcard]", { authenticator: "smartcard" });
  const step = (name: string) => new URL(`${page.url.pathname}/${name}`, page.url);
  const { challenge } = z.object({ challenge: z.string() }).parse(await visit.postJson(step("challenge"), {}));
  const answer = await visit.postJson(step("assertion"), await this.signIns.answer(challenge, waiting.url.origin));
  const { continue: onward } = z.looseObject({ continue: z.string().optional() }).parse(answer);
  goTo(this, { page: await visit.open(onward === undefined ? page.url : new URL(onward, page.url)) });
}

/** The roles a page lists; each has the id nhsRoleId_<role id>, as on the development pages of the NHS. */
export function listedRoles({ document }: Page): string[] {
  return document.querySelectorAll("[id^=nhsRoleId_]").map(({ id }) => id.slice("nhsRoleId_".length));
}
