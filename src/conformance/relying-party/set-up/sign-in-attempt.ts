import type { FaultSettingInput } from "../../../fake-cis2/index.ts";
import type { BrowserSession, PageSeen } from "../drivers/driver.ts";
import { Observation } from "../observation.ts";
import type { RelyingPartyRun } from "../relying-party-run.ts";

/** What came of a sign-in with nothing wrong in it. */
export interface SignInAttempt {
  readonly signedIn: boolean;
  readonly observation: Observation;
  /** Where it ended; undefined if the browser got nowhere. */
  readonly page: PageSeen | undefined;
  /** Why the browser got no further. */
  readonly stopped: string | undefined;
  /** The parameters that the browser brought back from CIS2. */
  readonly answer: URLSearchParams | undefined;
}

/** One person signs in as the configuration says, with a browser that nobody has used before. */
export async function attemptSignIn(run: RelyingPartyRun, fault?: FaultSettingInput): Promise<SignInAttempt> {
  const { cis2, target, network } = run;
  const { clientId, persona, sessionUrl, startUrl } = target;
  await run.tidy();
  if (fault) await cis2.faults.set(fault);
  const visit = await run.driver.visit();
  try {
    await cis2.nextSignIns.queue({ clientId, persona, lasting: false });
    const stopped = await failureOf(async () => {
      await visit.signIn();
      await readNotice(visit, network.origin);
    });
    const page = await visit.page();
    const signedIn = stopped === undefined && (await isSignedIn(visit, sessionUrl ?? startUrl));
    return {
      signedIn,
      observation: new Observation([...cis2.journal.entries]),
      page,
      stopped,
      answer: answerOf(visit),
    };
  } finally {
    await visit.close();
    await Promise.all([cis2.faults.clear(), cis2.nextSignIns.clear()]);
  }
}

/** CIS2 may have something to say before the browser goes back, such as that a person has no roles. */
async function readNotice(visit: BrowserSession, origin: string): Promise<void> {
  const page = await visit.page();
  if (page?.url.startsWith(`${origin}/sign-in/`) && page.title.startsWith("Before you continue")) {
    await visit.click("a.nhsuk-button");
  }
}

async function isSignedIn(visit: BrowserSession, sessionUrl: string): Promise<boolean> {
  if (await visit.looks("signed in")) return true;
  if ((await failureOf(() => visit.open(sessionUrl))) !== undefined) return false;
  return visit.looks("signed in");
}

function answerOf({ callback }: BrowserSession): URLSearchParams | undefined {
  if (!callback) return undefined;
  return callback.body === undefined ? new URL(callback.url).searchParams : new URLSearchParams(callback.body);
}

async function failureOf(move: () => Promise<void>): Promise<string | undefined> {
  try {
    await move();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
