import assert from "node:assert/strict";
import { must } from "../../src/conformance/index.ts";
import { report } from "./findings.ts";
import type { TestkitWorld } from "./world.ts";

const stackTrace =
  /\bat (?:async )?(?:[^\s()]+ \()?(?:file:\/\/|node:|\/|[A-Z]:\\)\S*:\d+:\d+|Traceback \(most recent call last\)|\bat [\w.$]+\(\w+\.java:\d+\)|\bin [\w\\.]+\(.*\) in .*:line \d+/;
/** What web servers say of an error that nobody handled. */
const bareError =
  /^(5\d\d\s*[-|:]?\s*)?(internal server error|bad gateway|service unavailable|gateway time-?out|server error( in '.*' application)?|error)\W*(the server encountered an internal error.*|the web server reported.*)?$/is;
const cure = "Show a page that says that signing in did not work, with a way to try again.";
const rule = must("screening", "manage_breast_screening/auth/views.py");

/** Whether a person who was not signed in can read why: the words are the relying party's. */
export async function saysSoOnAPage(world: TestkitWorld): Promise<void> {
  const { underTest } = world;
  const visit = await underTest.visit();
  const page = await visit.page();
  if (page === undefined) {
    const says = await visit.confirm?.("Does the page say, in words for a person, that signing in did not work?");
    assert.ok(says, "The page does not say that signing in did not work.");
    return;
  }
  const where = await underTest.describePage();
  const found = (what: string) => {
    report(world, { what: `${what}, ${where}`, cure, rule });
  };
  if (page.url.startsWith(`${underTest.run.network.origin}/`)) found("The person is left at CIS2");
  if (stackTrace.test(page.text)) found("The relying party showed the person a stack trace");
  if (page.text.length < 10) found("The relying party showed the person an empty page");
  const isBare = bareError.test(page.text.slice(0, 400));
  if (page.status >= 500 && isBare)
    found("The relying party showed the person a web server's error in place of a page");
}
