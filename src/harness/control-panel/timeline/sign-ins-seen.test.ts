import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fixedPasscode } from "../../../client/index.ts";
import { ControlError, type SignInTimeline, signInFileSchema } from "../../../control-api/index.ts";
import { InProcessReaders } from "../../../virtual-card/index.ts";
import { completeSignIn } from "../../sign-in/complete-sign-in.ts";
import { exampleRelyingParty } from "../../relying-party/example-relying-party.ts";
import { StrictRelyingParty } from "../../relying-party/strict-relying-party.ts";
import { WatchedDesktop } from "./testing/watched-desktop.ts";

const lines = ({ timeline }: SignInTimeline) => timeline.map(({ place, line }) => `${place}: ${line}`);

/** The wanted lines, in their order, whatever is between them. */
function inOrder(timeline: SignInTimeline, wanted: readonly string[]): void {
  let from = 0;
  const all = lines(timeline);
  for (const line of wanted) {
    const index = all.indexOf(line, from);
    assert.ok(index >= 0, `no "${line}" after number ${from} of:\n${all.join("\n")}`);
    from = index + 1;
  }
}

describe("the timeline of a sign-in", () => {
  let desktop: WatchedDesktop;
  before(async () => {
    desktop = await WatchedDesktop.start();
  });
  after(() => desktop[Symbol.asyncDispose]());

  const newest = async () => {
    const { signIns } = await desktop.control.signIns();
    return desktop.control.signIn(signIns[0]?.id ?? 0);
  };

  it("joins browser, relying party, CIS2, client and card, with a passcode mistyped", async () => {
    const { claims } = await desktop.signIn(["000000", desktop.passcode]);
    const seen = await newest();
    inOrder(seen, [
      "browser: Asks CIS2 to sign in",
      "browser: Chooses how to sign in",
      "CIS2: Gives a challenge for the card",
      "client: Is asked for a signature of the card",
      "client: Connects to the card in Reader 1",
      "card: SELECT PIV",
      "card: VERIFY asks for the retry counter: 3 tries left",
      "client: Asks for the passcode in a window",
      "card: VERIFY: 2 tries left",
      "card: VERIFY: passcode accepted",
      "card: GENERAL AUTHENTICATE with key 9A: signed",
      "client: Gives the page what the card signed",
      "browser: Sends what the card signed",
      "CIS2: Has made 16 checks of what the card signed: all passed",
      `CIS2: Has signed ${claims.sub} in, and sends the browser back`,
      "relying party: Asks for tokens",
      "relying party: Asks for userinfo",
    ]);
    // In this process it may begin in the millisecond in which CIS2 made its checks.
    inOrder(seen, [
      "browser: Sends what the card signed",
      "browser: Goes on at CIS2, and is sent on to http://localhost:3000/callback",
      "relying party: Asks for tokens",
    ]);
    const { outcome, card, userId, clientId, refused, leftOut } = seen;
    assert.deepEqual(
      { outcome, card, userId, clientId, refused, leftOut },
      {
        outcome: "signed in",
        card: "seen",
        userId: claims.sub,
        clientId: exampleRelyingParty.clientId,
        refused: undefined,
        leftOut: 0,
      },
    );
    const refusal = seen.timeline.find(({ line }) => line === "VERIFY: 2 tries left");
    assert.deepEqual(refusal?.refused, { code: "63C2", check: "the card's check of the passcode" });
    assert.match(
      seen.timeline.find(({ line }) => line === "Asks for tokens")?.detail ?? "",
      /POST .*\n.*\n {2}code: \[redacted\]/,
    );
  });

  it("keeps two sign-ins at the same time apart", async () => {
    const [one, other] = [await desktop.begin(), await desktop.begin()];
    await other.session.sendAssertion(await desktop.assertionOf(other.session, [desktop.passcode]));
    await one.session.cancel();
    const { signIns } = await desktop.control.signIns();
    assert.deepEqual(
      signIns.slice(0, 2).map(({ card }) => card),
      ["seen", "none yet"],
    );
  });

  it("names the check that refused, with its code", async () => {
    const serial = (await desktop.control.cards())[0]?.serial ?? "";
    await desktop.control.suspendCard(serial);
    await assert.rejects(desktop.signIn(), { code: "CARD_SUSPENDED" });
    await desktop.control.resumeCard(serial);
    const seen = await newest();
    assert.equal(seen.outcome, "refused");
    assert.equal(seen.refused?.code, "CARD_SUSPENDED");
    assert.equal(seen.refused.check, "card state");
    assert.equal(seen.timeline.filter(({ refused }) => refused).length, 1);
  });

  it("says why the client gave up", async () => {
    const { session } = await desktop.begin();
    await assert.rejects(desktop.assertionOf(session, ["000000", "000000", "000000"]), /PASSCODE_LOCKED/);
    const seen = await newest();
    inOrder(seen, ["card: VERIFY: locked, no tries left", "client: Gives up: PASSCODE_LOCKED"]);
    assert.equal(seen.refused?.code, "PASSCODE_LOCKED");
    await desktop.control.reset();
  });

  it("says that the card was not seen if another process has it", async () => {
    const { card, persona } = await desktop.embedded.issueCard("one-role", "piv");
    const readers = new InProcessReaders();
    readers.addReader("Elsewhere");
    readers.insert("Elsewhere", card);
    const relyingParty = await StrictRelyingParty.discover({
      issuer: desktop.embedded.cis2.networks.internet.issuer,
      clientId: exampleRelyingParty.clientId,
      redirectUri: exampleRelyingParty.redirectUris[0],
      authentication: { method: "client_secret_post", secret: exampleRelyingParty.clientSecret },
      scope: "openid",
    });
    await completeSignIn(relyingParty, { readers, passcodes: fixedPasscode(persona.card.passcode) });
    const seen = await newest();
    assert.equal(seen.card, "not seen");
    assert.match(lines(seen).join("\n"), /card: .*was not seen/);
    assert.equal(seen.outcome, "signed in");
  });

  it("shows a fault, and the relying party's refused request", async () => {
    await desktop.control.setFault({ fault: "wrong-nonce" });
    await assert.rejects(desktop.signIn());
    inOrder(await newest(), ["relying party: Asks for tokens", "CIS2: Shows the fault wrong-nonce at token"]);
    const { session } = await desktop.begin();
    const state = await session.sendAssertion(await desktop.assertionOf(session, [desktop.passcode]));
    const code = (await session.finish(state)).searchParams.get("code") ?? "";
    const { issuer } = desktop.embedded.cis2.networks.internet;
    const body = {
      grant_type: "authorization_code",
      code,
      client_id: exampleRelyingParty.clientId,
      client_secret: "wrong",
    };
    await fetch(`${issuer}/access_token`, { method: "POST", body: new URLSearchParams(body) });
    const seen = await newest();
    inOrder(seen, ["relying party: Asks for tokens: invalid_client"]);
    assert.deepEqual([seen.outcome, seen.refused], ["refused", { code: "invalid_client" }]);
  });

  it("is a file to share, and nothing if it is not kept", async () => {
    const { id } = await newest();
    const file = await desktop.control.signInFile(id);
    assert.deepEqual(signInFileSchema.parse(file).signIn, await desktop.control.signIn(id));
    await assert.rejects(desktop.control.signIn(9999), (error: unknown) => {
      assert.ok(error instanceof ControlError);
      assert.deepEqual([error.status, error.code], [404, "SIGN_IN_NOT_KEPT"]);
      return true;
    });
  });

  it("is empty after a reset", async () => {
    await desktop.control.reset();
    assert.deepEqual(await desktop.control.signIns(), { signIns: [], total: 0 });
  });
});
