import assert from "node:assert/strict";
import {
  invalidSignInNamed,
  describeViolation,
  Observation,
  type RelyingPartyRun,
  type BrowserSession,
  type Cookies,
  type MoveOptions,
} from "../../src/conformance/index.ts";
import type { LogoutAnswer, LogoutFaultName, NextSignIn } from "../../src/fake-cis2/index.ts";
import type { Finding } from "./finding.ts";
import { pageInWords } from "./page-in-words.ts";
import { RelyingPartyClock } from "./relying-party-clock.ts";

type Choice = Partial<Pick<NextSignIn, "persona" | "roleId" | "passcode" | "userId" | "authenticator">>;

/** The relying party of one scenario, and the person who uses it. */
export class RelyingPartyUnderTest {
  readonly run: RelyingPartyRun;
  readonly clock: RelyingPartyClock;
  #visit: BrowserSession | undefined;

  constructor(run: RelyingPartyRun) {
    this.run = run;
    this.clock = new RelyingPartyClock(run.target.advanceClockUrl, run.clock);
  }

  /** Their browser; a new one with the first thing they do. */
  async visit(): Promise<BrowserSession> {
    this.#visit ??= await this.run.driver.visit();
    return this.#visit;
  }

  /** What CIS2 has seen so far. */
  get observation(): Observation {
    const { network } = this.run.target.cis2;
    const entries = this.run.cis2.journal.entries;
    return new Observation(entries.filter((entry) => !("network" in entry) || entry.network === network));
  }

  /** Another browser, with the cookies of this one at some time before. */
  async visitWith(cookies: Cookies): Promise<void> {
    const other = await this.run.driver.visit(cookies);
    await this.leave();
    this.#visit = other;
  }

  /** The person goes to the relying party, or to the page named, and signs in at CIS2, as far as that goes by itself. */
  async signIn(choice: Choice = {}, { url, ...options }: MoveOptions & { readonly url?: string } = {}): Promise<void> {
    const { cis2, target } = this.run;
    const { clientId, persona } = target;
    await cis2.nextSignIns.queue({ clientId, persona, lasting: false, ...choice });
    await this.goToCis2(url, options);
    await this.#readNotices(options);
  }

  /** The same without a card: by an authenticator of CIS2 that needs none. */
  async signInWithoutCard(authenticator: NextSignIn["authenticator"]): Promise<void> {
    const { cis2, embedded, target } = this.run;
    await cis2.withoutCard.turn(true);
    await this.signIn({ authenticator, userId: embedded.persona(target.persona).user.userId });
  }

  /** The values of acr_values in the authorization request of the correct sign-in. */
  get acrValues(): readonly string[] {
    const { acr_values: values } = this.run.seen.request ?? {};
    return typeof values === "string" && values !== "" ? values.split(" ") : [];
  }

  /** The person goes to the relying party, or to the page named, and on to CIS2. */
  async goToCis2(url?: string, options: MoveOptions = {}): Promise<void> {
    const visit = await this.visit();
    await (url === undefined ? visit.signIn(options) : visit.open(url, options));
  }

  /** CIS2 may have something to say before the browser goes back, such as that a person has no roles. */
  async #readNotices(options: MoveOptions): Promise<void> {
    const visit = await this.visit();
    const page = await visit.page();
    if (page?.url.startsWith(`${this.run.network.origin}/sign-in/`) && page.title.startsWith("Before you continue")) {
      await visit.click("a.nhsuk-button", options);
    }
  }

  /** The person does what the configuration says to sign out. */
  async signOut(options: MoveOptions = {}): Promise<void> {
    const { signOut } = this.run.target;
    const visit = await this.visit();
    if (signOut?.url !== undefined) return visit.open(signOut.url, options);
    await this.lookAgain();
    await visit.click(
      signOut?.click ?? assert.fail("the configuration does not say how a person signs out (signOut)"),
      options,
    );
  }

  /** A parameter of each authorization request in this scenario, of which there has to be one. */
  askedFor(parameter: string): readonly string[] {
    return this.#atLeastOne("authorization").map(({ parameters }) => {
      const value = parameters?.[parameter];
      return typeof value === "string" ? value : "";
    });
  }

  get tokenRequests() {
    return this.#atLeastOne("token");
  }

  #atLeastOne(endpoint: string) {
    const requests = this.observation.requests(endpoint);
    assert.ok(requests.length > 0, `CIS2 has seen no ${endpoint} request of the relying party`);
    return requests;
  }

  /** Somebody else's browser takes the place of this one. */
  async leave(): Promise<void> {
    await this.#visit?.close();
    this.#visit = undefined;
  }

  /** Whether the page there is now, and the page that shows who is signed in, show a session. */
  async isSignedIn(): Promise<boolean> {
    const visit = await this.visit();
    if (await visit.looks("signed in")) return true;
    await this.lookAgain();
    return visit.looks("signed in");
  }

  /** Opens the page that shows who is signed in. */
  async lookAgain(): Promise<void> {
    const { sessionUrl, startUrl } = this.run.target;
    await (await this.visit()).open(sessionUrl ?? startUrl);
  }

  /** Sends a logout token about the latest sign-in, or about whom it is told. */
  async logOut(
    { fault, again }: { readonly fault?: LogoutFaultName; readonly again?: boolean } = {},
    who = this.latestSession,
  ): Promise<LogoutAnswer> {
    const { cis2, target, network } = this.run;
    const uri = target.backchannelLogoutUri ?? assert.fail("the configuration names no backchannelLogoutUri");
    return cis2.logout.send({ ...who, clientId: target.clientId, issuer: network.issuer, uri, fault, again });
  }

  /** Whose session the latest ID token of this relying party was about. */
  get latestSession(): { readonly sub: string; readonly sid: string | undefined } {
    const issued = this.observation.requests("token").at(-1)?.issued;
    assert.ok(issued?.sub !== undefined, "the relying party got no ID token");
    return { sub: issued.sub, sid: typeof issued.sid === "string" ? issued.sid : undefined };
  }

  /** Once a run: scenarios say nothing about a relying party that nobody can sign in to at all. */
  async makeSureThatSignInWorks(): Promise<void> {
    const { run } = this;
    run.seen.signIn ??= this.#correctSignIn();
    await run.seen.signIn;
  }

  async #correctSignIn(): Promise<void> {
    const other = new RelyingPartyUnderTest(this.run);
    try {
      await other.signIn();
      this.run.seen.request = other.observation.requests("authorization").at(-1)?.parameters;
      if (await other.isSignedIn()) return;
      const page = await other.describePage();
      throw new Error(`Nothing can be judged: a sign-in in which nothing is wrong ends without a session, ${page}`);
    } finally {
      await other.close();
    }
  }

  /** Whether the relying party asks for userinfo at all; until it did in some scenario, nothing can be wrong there. */
  get asksForUserinfo(): boolean {
    return this.run.seen.userinfo;
  }

  /** What the relying party did against a rule with an invalid sign-in; undefined if it refused it. */
  async judge(fault: string): Promise<Finding | undefined> {
    const { observation } = this;
    if (observation.requests("authorization").length === 0) throw new Error("the relying party sent nobody to CIS2");
    if (!observation.showed(fault))
      throw new Error(
        `Nothing can be judged: the relying party did not send the request in which CIS2 would have shown the fault ${fault}`,
      );
    const invalid = invalidSignInNamed(fault);
    const what = describeViolation(invalid, {
      tokenRequests: observation.codesSent.length,
      userinfoRequests: observation.requests("userinfo").length,
      signedIn: await this.isSignedIn(),
    });
    return what === undefined ? undefined : { what, cure: invalid.cure, rule: invalid.rule };
  }

  /** Once a run: whether it refuses an ID token with a wrong signature. Another browser finds out. */
  async verifiesSignatures(): Promise<boolean> {
    const { run } = this;
    run.seen.verifiesSignatures ??= this.#refusesBadSignature();
    return run.seen.verifiesSignatures;
  }

  async #refusesBadSignature(): Promise<boolean> {
    const { cis2, target } = this.run;
    const other = new RelyingPartyUnderTest(this.run);
    try {
      await cis2.faults.set({ fault: "bad-signature", clientId: target.clientId, times: 1 });
      await other.signIn();
      return !(await other.isSignedIn());
    } finally {
      await other.close();
    }
  }

  /** Where the browser is, in words. */
  async describePage(): Promise<string> {
    const page = await (await this.visit()).page();
    if (!page) return "on a page that only a person saw";
    return pageInWords(page);
  }

  /** Title and text of what a report shows of a failure. */
  async evidence(): Promise<Record<string, string>> {
    const { trail } = await this.visit();
    return {
      "What the browser did": trail.join("\n"),
      "What CIS2 saw": this.observation.formatJournalEntry,
      ...(this.run.apiPlatform && { "What the API platform saw": this.run.apiPlatform.formatted }),
      "The page it ended on": await this.describePage(),
    };
  }

  async picture(): Promise<Uint8Array | undefined> {
    return (await this.visit()).picture();
  }

  async close(): Promise<void> {
    await this.leave();
    await this.clock.putBack();
  }
}
