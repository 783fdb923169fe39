import assert from "node:assert/strict";
import { it } from "node:test";
import { MemoryStore } from "../../store/memory-store.ts";
import { personas, startTestCis2 } from "../testing/harness.ts";
import { UserAgent } from "../../foundation/testing/user-agent.ts";

interface Answered {
  readonly request?: string;
  readonly step?: string;
  readonly session?: string;
  readonly error?: { readonly code: string; readonly cure: string };
}

it("an instance that does not know the authority's session with a card says so, and does it no harm", async () => {
  const store = new MemoryStore();
  await using one = await startTestCis2({ store });
  await using other = await startTestCis2({ store });
  const { userId } = personas.personas["one-role"]?.user ?? assert.fail();
  const { certificate: der, serialNumber } = await one.cardOf("one-role");
  await one.cis2.registrationAuthority.register({ serial: "card", userId, certificates: [serialNumber] });
  const certificate = Buffer.from(der).toString("base64");
  const agent = new UserAgent();
  const post = async (at: typeof one, path: string, body: unknown) => {
    const { status, text } = await agent.post(`${at.origin}/card-services${path}`, body);
    return { status, ...(JSON.parse(text) as Answered) };
  };

  const { request = "" } = await post(one, "/unlocks", { certificate });
  const { code } = (await other.cis2.registrationAuthority.codes.message("card")) ?? assert.fail();
  const begun = await post(other, `/unlocks/${request}`, { certificate, code });
  assert.equal(begun.step, "command");

  const answer = { response: "9000" };
  const refused = await post(one, `/sessions/${begun.session ?? ""}`, answer);
  assert.equal(refused.status, 403);
  assert.equal(refused.error?.code, "CARD_SESSION_ENDED");
  assert.match(
    refused.error.cure,
    /^Start again: .* If there is a load balancer, make the load balancer send each client to the same instance every time\.$/,
  );

  const goesOn = await post(other, `/sessions/${begun.session ?? ""}`, answer);
  assert.notEqual(goesOn.error?.code, "CARD_SESSION_ENDED");
});
