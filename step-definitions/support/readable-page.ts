import assert from "node:assert/strict";
import { isCallback, must, type PageSeen, readsTheSame, saysThatSomethingFailed } from "../../src/conformance/index.ts";
import { report } from "./findings.ts";
import { pageInWords } from "./page-in-words.ts";
import type { RelyingPartyUnderTest } from "./relying-party-under-test.ts";
import type { TestkitWorld } from "./world.ts";

const stackTrace =
  /\bat (?:async )?(?:[^\s()]+ \()?(?:file:\/\/|node:|\/|[A-Z]:\\)\S*:\d+:\d+|Traceback \(most recent call last\)|\bat [\w.$]+\(\w+\.java:\d+\)|\bin [\w\\.]+\(.*\) in .*:line \d+/;
/** What web servers say of an error that nobody handled. */
const bareError =
  /^(5\d\d\s*[-|:]?\s*)?(internal server error|bad gateway|service unavailable|gateway time-?out|server error( in '.*' application)?|error)\W*(the server encountered an internal error.*|the web server reported.*)?$/is;
const cure = "Show a page that says that the sign-in did not work, with a way to try again.";
const rule = must("screening", "manage_breast_screening/auth/views.py");

/** Whether a person who was not signed in can read why: the words are the relying party's. */
export async function saysSoOnAPage(world: TestkitWorld): Promise<void> {
  const visit = await world.underTest.visit();
  const page = await visit.page();
  if (page !== undefined) return judgePage(world, page);
  const says = await visit.confirm?.("Does the page tell the person, in plain words, that the sign-in did not work?");
  assert.ok(says, "The page does not say that the sign-in did not work.");
}

/** Whether the person is signed in, or else can read why not. */
export async function signedInOrSaysWhy(world: TestkitWorld): Promise<void> {
  const { underTest } = world;
  const visit = await underTest.visit();
  if (await visit.looks("signed in")) return;
  const page = await visit.page();
  if (page === undefined) await saysSoOnAPage(world);
  else if (!(await underTest.isSignedIn())) await judgePage(world, page);
}

async function judgePage(world: TestkitWorld, page: PageSeen): Promise<void> {
  const { underTest } = world;
  const where = pageInWords(page);
  const found = (what: string) => {
    report(world, { what: `${what}, ${where}`, cure, rule });
  };
  const { origin } = underTest.run.network;
  if (page.url.startsWith(`${origin}/`)) found("The person stays at CIS2");
  else if (stackTrace.test(page.text)) found("The relying party showed the person a stack trace");
  else if (page.text.length < 10) found("The relying party showed the person an empty page");
  else if (page.status >= 500 && bareError.test(page.text.slice(0, 400)))
    found("The relying party showed the person a web server's bare error instead of a page");
  else if (await isPlainPage(underTest, page))
    found("The relying party showed the same page as to anybody who is not signed in");
  else if (!saysThatSomethingFailed(page))
    world.remark("review", `A person has to check whether the page says that the sign-in did not work, ${where}`);
}

/**
 * Whether somebody with a new browser, to whom nothing has happened, is shown the same. A page for errors looks so to anybody:
 * its words tell it from the others.
 */
async function isPlainPage(underTest: RelyingPartyUnderTest, page: PageSeen): Promise<boolean> {
  const { sessionUrl, startUrl, redirectUris } = underTest.run.target;
  if (await isShownToAnybody(underTest, sessionUrl ?? startUrl, page)) return true;
  if (saysThatSomethingFailed(page) || isCallback(page.url, redirectUris)) return false;
  return isShownToAnybody(underTest, page.url.replace(/[?#].*$/s, ""), page);
}

async function isShownToAnybody({ run }: RelyingPartyUnderTest, address: string, { text }: PageSeen): Promise<boolean> {
  const visit = await run.driver.visit();
  try {
    await visit.open(address);
    const plain = await visit.page();
    return plain !== undefined && readsTheSame(plain.text, text);
  } catch {
    // What nobody can open without a sign-in is shown to nobody.
    return false;
  } finally {
    await visit.close();
  }
}
