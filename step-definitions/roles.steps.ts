import assert from "node:assert/strict";
import { defineParameterType, Given, Then, When } from "@cucumber/cucumber";
import { isTestkitError } from "../src/foundation/errors/testkit-error.ts";
import { expectSame } from "./support/expected.ts";
import type { TestkitWorld } from "./support/world.ts";

const places = { first: 0, second: 1, third: 2, fourth: 3, fifth: 4, last: -1 } as const;
type Place = keyof typeof places;
const refusals = new WeakMap<TestkitWorld, string | undefined>();

defineParameterType({
  name: "place",
  regexp: /first|second|third|fourth|fifth|last/,
  transformer: (place) => place as Place,
});

Given("the system does not ask for a role", function (this: TestkitWorld) {
  this.system.scope = this.system.scope.replace(" selectedrole", "");
});

When("the person signs in and chooses the {place} role", async function (this: TestkitWorld, place: Place) {
  await this.signIns.signIn(this.signIns.holder(), { role: roleId(this, place) });
});

When("the person tries to choose a role of {string}", async function (this: TestkitWorld, other: string) {
  const { persona } = await this.cis2.embedded();
  const foreign = persona(other).roles[0];
  assert.ok(foreign, `${other} has no role that could be tried`);
  const session = await this.signIns.startSession();
  await session.sendAssertion(await this.signIns.answer(await session.challenge(), session.origin));
  const refusal = await session.chooseRole(foreign.roleId).then(
    () => undefined,
    (error: unknown) => (isTestkitError(error) ? error.code : Promise.reject(error as Error)),
  );
  refusals.set(this, refusal);
});

Then("the choice is refused with {string}", function (this: TestkitWorld, code: string) {
  expectSame("what became of the choice", refusals.get(this) ?? "accepted", code);
});

Then("the person was not asked for a role", function (this: TestkitWorld) {
  expectSame("the roles that the person was shown", this.signIns.outcome.person.roles, []);
});

Then("the person was shown {int} roles", function (this: TestkitWorld, count: number) {
  const shown = this.signIns.outcome.person.roles.map((role) => role.roleId).sort();
  expectSame("the number of roles that the person was shown", shown.length, count);
  expectSame("the roles that the person was shown", shown, this.card.persona.roles.map((role) => role.roleId).sort());
});

Then("the system gets the person's {place} role", function (this: TestkitWorld, place: Place) {
  const { claims, userinfo } = this.signIns.outcome.relyingParty;
  const chosen = roleId(this, place);
  expectSame("the claim selected_roleid of the ID token", claims["selected_roleid"], chosen);
  const roles = userinfo["nhsid_nrbac_roles"] as { person_roleid: string }[];
  assert.ok(
    roles.some((role) => role.person_roleid === chosen),
    `userinfo has ${roles.length} roles, and not the chosen ${chosen}`,
  );
});

Then("no role was chosen", function (this: TestkitWorld) {
  const { claims, userinfo } = this.signIns.outcome.relyingParty;
  expectSame("the claim selected_roleid of the ID token", claims["selected_roleid"], undefined);
  expectSame("the claim selected_roleid of userinfo", userinfo["selected_roleid"], undefined);
});

function roleId({ card }: TestkitWorld, place: Place): string {
  const role = card.persona.roles.at(places[place]);
  assert.ok(role, `${card.personaName} has no ${place} role`);
  return role.roleId;
}
