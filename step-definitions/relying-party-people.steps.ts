import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import type { TestkitWorld } from "./support/world.ts";

const stackTrace =
  /\bat [^\s()]+ \([^)]*:\d+:\d+\)|Traceback \(most recent call last\)|\bat [\w.$]+\(\w+\.java:\d+\)|\bin [\w\\.]+\(.*\) in .*:line \d+/;

When("{string} signs in to the relying party", async function (this: TestkitWorld, persona: string) {
  await this.underTest.signIn({ persona });
});

When("{string} signs in to the relying party in the role number {int}", signInWithRole);

When(
  "{string} signs in and changes to the role number {int}",
  async function (this: TestkitWorld, persona: string, role: number) {
    const { changeRoleUrl } = this.underTest.run.target;
    await signInWithRole.call(this, persona, 1);
    await this.underTest.signIn({ persona, roleId: roleOf(this, persona, role).roleId }, changeRoleUrl);
  },
);

When(
  "{string} signs in and chooses the role number {int} on the page of CIS2",
  async function (this: TestkitWorld, persona: string, role: number) {
    await this.underTest.signIn({ persona });
    await (await this.underTest.visit()).click(`#nhsRoleId_${roleOf(this, persona, role).roleId}`);
  },
);

When("a person goes to CIS2 and cancels the sign-in", async function (this: TestkitWorld) {
  await this.underTest.goToCis2();
  await (await this.underTest.visit()).click("Cancel sign-in");
});

Then("the relying party says so on a page a person can read", async function (this: TestkitWorld) {
  const { underTest } = this;
  const visit = await underTest.visit();
  const page = await visit.page();
  if (page === undefined) {
    const says = await visit.confirm?.("Does the page say, in words for a person, that signing in did not work?");
    assert.ok(says, "The page does not say that signing in did not work.");
    return;
  }
  const where = await underTest.describePage();
  assert.ok(!page.url.startsWith(`${underTest.run.network.origin}/`), `The person is left at CIS2, ${where}`);
  assert.ok(page.status < 500, `The relying party answered with an error of its own instead of a page, ${where}`);
  assert.doesNotMatch(page.text, stackTrace, `The relying party showed the person a stack trace, ${where}`);
  assert.ok(page.text.length >= 10, `The relying party showed the person an empty page, ${where}`);
});

Then(
  "the relying party shows the role number {int} of {string}",
  async function (this: TestkitWorld, number: number, persona: string) {
    const { underTest } = this;
    const { selector } = underTest.run.target.roleShown ?? assert.fail("the configuration names no roleShown");
    await underTest.lookAgain();
    const text = await (await underTest.visit()).textOf(selector);
    assert.ok(text !== undefined, `There is nothing at ${selector}, ${await underTest.describePage()}`);
    const role = roleOf(this, persona, number);
    const others = underTest.run.embedded.persona(persona).roles.filter(({ roleId }) => roleId !== role.roleId);
    const names = namesOf(role).filter((name) => !others.some((other) => namesOf(other).includes(name)));
    const found = names.some((name) => text.includes(name));
    assert.ok(
      found,
      `The relying party shows the role as "${text}" although the person selected ${names.join(" or ")}.`,
    );
  },
);

type Role = ReturnType<TestkitWorld["underTest"]["run"]["embedded"]["persona"]>["roles"][number];

function namesOf({ roleId, organisationCode, roleName, roleCode }: Role): string[] {
  return [roleId, organisationCode, roleCode, roleName.split(":").at(-1)?.replaceAll('"', "") ?? roleName];
}

function roleOf(world: TestkitWorld, persona: string, number: number): Role {
  const { roles } = world.underTest.run.embedded.persona(persona);
  return roles[number - 1] ?? assert.fail(`${persona} has no role number ${number}`);
}

async function signInWithRole(this: TestkitWorld, persona: string, role: number): Promise<void> {
  await this.underTest.signIn({ persona, roleId: roleOf(this, persona, role).roleId });
}
