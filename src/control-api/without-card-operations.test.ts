import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { authorizationUrl, redirectUri } from "../fake-cis2/testing/harness.ts";
import { UserAgent } from "../foundation/testing/user-agent.ts";
import { ControlClient, ControlError } from "./control-client.ts";
import { type ControlledCis2, startControlledCis2 } from "./testing/controlled-cis2.ts";

const refused = (code: string) => (error: unknown) => error instanceof ControlError && error.code === code;

describe("signing in without a card by the control API", () => {
  let test: ControlledCis2;
  let control: ControlClient;
  before(async () => {
    test = await startControlledCis2();
    control = new ControlClient(test.controlOrigin);
  });
  after(() => test[Symbol.asyncDispose]());

  /** Where a browser ends that goes to CIS2. */
  async function browse(acr_values: string): Promise<string> {
    const agent = new UserAgent();
    let at = authorizationUrl(test.cis2.networks.internet.issuer, { scope: "openid selectedrole", acr_values });
    for (let hops = 0; hops < 10 && !at.startsWith(redirectUri); hops++) {
      const { headers, text } = await agent.get(at, "text/html");
      const location = headers.get("location");
      if (location === null) return text;
      at = new URL(location, at).href;
    }
    return at;
  }

  it("is off at first, and after a reset", async () => {
    assert.equal((await control.withoutCard()).enabled, false);
    await assert.rejects(control.signInWithoutCard({ persona: "one-role" }), refused("WITHOUT_CARD_OFF"));
    const { enabled, authenticators } = await control.turnWithoutCard(true);
    assert.deepEqual([enabled, authenticators.passkey.level], [true, 2]);
    await control.reset();
    assert.equal((await control.withoutCard()).enabled, false);
  });

  it("takes one call for each sign-in, by persona or by user id", async () => {
    await control.turnWithoutCard(true);
    await control.signInWithoutCard({ persona: "two-roles", roleId: "555010030001" });
    assert.match(await browse("AAL3_ANY"), /code=/);
    await control.signInWithoutCard({ userId: "555000000002", authenticator: "nhs-mail" });
    assert.match(await browse("AAL2_OR_AAL3_ANY"), /code=/);
    const finished = test.cis2.journal.entries.flatMap((entry) =>
      entry.type === "sign-in" && entry.step === "finished" ? [[entry.userId, entry.withoutCard]] : [],
    );
    assert.deepEqual(finished, [
      ["555000000003", "security-key"],
      ["555000000002", "nhs-mail"],
    ]);
    assert.deepEqual(await control.nextSignIns(), []);
  });

  it("shows the person's page why CIS2 does not offer the authenticator", async () => {
    await control.turnWithoutCard(true);
    await control.signInWithoutCard({ persona: "one-role", authenticator: "authenticator-app" });
    assert.match(await browse("AAL3_ANY"), /AUTHENTICATOR_NOT_OFFERED/);
  });

  it("asks for one person who is known", async () => {
    await control.turnWithoutCard(true);
    await assert.rejects(control.signInWithoutCard({ persona: "nobody" }), refused("PERSONA_UNKNOWN"));
    await assert.rejects(control.signInWithoutCard({}), refused("REQUEST_MALFORMED"));
    const both = { persona: "one-role", userId: "555000000002" };
    await assert.rejects(control.signInWithoutCard(both), refused("REQUEST_MALFORMED"));
  });
});
