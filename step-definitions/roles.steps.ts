import assert from "node:assert/strict";
import { Given, Then, When } from "@cucumber/cucumber";
import { isTestkitError } from "../src/foundation/errors/testkit-error.ts";
import type { TestkitWorld } from "./support/world.ts";

Given("the system does not ask for a role", function (this: TestkitWorld) {
  this.system.scope = this.system.scope.replace(" selectedrole", "");
});

When("the person signs in and chooses role number {int}", async function (this: TestkitWorld, number: number) {
  await this.signIns.signIn(this.signIns.holder(), { role: roleId(this, number) });
});

Then("CIS2 lets the person choose no role of {string}", async function (this: TestkitWorld, other: string) {
  const { persona } = await this.cis2.embedded();
  const foreign = persona(other).roles[0];
  assert.ok(foreign);
  const session = await this.signIns.startSession();
  await session.sendAssertion(await this.signIns.answer(await session.challenge(), session.origin));
  await assert.rejects(session.chooseRole(foreign.roleId), (error) => isTestkitError(error, "ROLE_NOT_HELD"));
});

Then("the person was not asked for a role", function (this: TestkitWorld) {
  assert.deepEqual(this.signIns.outcome.person.roles, []);
});

Then("the person was shown {int} roles", function (this: TestkitWorld, count: number) {
  const shown = this.signIns.outcome.person.roles.map((role) => role.roleId).sort();
  assert.equal(shown.length, count);
  assert.deepEqual(shown, this.card.persona.roles.map((role) => role.roleId).sort());
});

Then("the selected role is the person's role number {int}", function (this: TestkitWorld, number: number) {
  const { claims, userinfo } = this.signIns.outcome.relyingParty;
  const chosen = roleId(this, number);
  assert.equal(claims["selected_roleid"], chosen);
  const roles = userinfo["nhsid_nrbac_roles"] as { person_roleid: string }[];
  assert.ok(roles.some((role) => role.person_roleid === chosen));
});

Then("no role was chosen", function (this: TestkitWorld) {
  const { claims, userinfo } = this.signIns.outcome.relyingParty;
  assert.equal(claims["selected_roleid"], undefined);
  assert.equal(userinfo["selected_roleid"], undefined);
});

function roleId({ card }: TestkitWorld, number: number): string {
  const role = card.persona.roles[number - 1];
  assert.ok(role, `${card.personaName} has no role number ${number}`);
  return role.roleId;
}
