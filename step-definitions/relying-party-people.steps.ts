import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import { must } from "../src/conformance/index.ts";
import { expectRule } from "./support/findings.ts";
import { saysSoOnAPage } from "./support/readable-page.ts";
import type { TestkitWorld } from "./support/world.ts";

const selection = must("nhs", "role selection", "role-selection");

When("{string} signs in to the relying party", async function (this: TestkitWorld, persona: string) {
  await this.underTest.signIn({ persona });
});

When("{string} signs in to the relying party in their {word} role", signInWithRole);

When(
  "{string} signs in to the relying party in their {word} role in another browser",
  async function (this: TestkitWorld, persona: string, role: string) {
    await this.underTest.leave();
    await signInWithRole.call(this, persona, role);
  },
);

When("{string} changes to their {word} role", async function (this: TestkitWorld, persona: string, role: string) {
  const { changeRoleUrl: url } = this.underTest.run.target;
  assert.ok(url !== undefined, "the configuration has no changeRoleUrl");
  const { roleId } = roleOf(this, persona, role);
  await this.underTest.signIn({ persona, roleId }, { url });
  // Unless it is asked for prompt=login, CIS2 still knows the person, and asks for the role alone.
  const visit = await this.underTest.visit();
  const page = await visit.page();
  if (page?.url.startsWith(`${this.underTest.run.network.origin}/sign-in/`)) await visit.click(`#nhsRoleId_${roleId}`);
});

When(
  "{string} signs in and chooses their {word} role on the page of CIS2",
  async function (this: TestkitWorld, persona: string, role: string) {
    await this.underTest.signIn({ persona });
    await (await this.underTest.visit()).click(`#nhsRoleId_${roleOf(this, persona, role).roleId}`);
  },
);

When("a person goes to CIS2 and cancels the sign-in", async function (this: TestkitWorld) {
  await this.underTest.goToCis2();
  await (await this.underTest.visit()).click("Cancel sign-in");
});

Then("the relying party says so on a page a person can read", async function (this: TestkitWorld) {
  await saysSoOnAPage(this);
});

Then(
  "the relying party shows the {word} role of {string}",
  async function (this: TestkitWorld, which: string, persona: string) {
    const text = await shownRole(this);
    const { underTest } = this;
    const { selector } = underTest.run.target.roleShown ?? {};
    assert.ok(
      text !== undefined,
      `The page has nothing at roleShown.selector (${selector ?? ""}), ${await underTest.describePage()}`,
    );
    const role = roleOf(this, persona, which);
    const others = underTest.run.embedded.persona(persona).roles.filter(({ roleId }) => roleId !== role.roleId);
    const names = namesOf(role).filter((name) => !others.some((other) => namesOf(other).includes(name)));
    expectRule(
      this,
      names.some((name) => text.includes(name)),
      {
        what: `The relying party shows the role as "${text}". This text has none of the values of the role that the person selected: ${names.join(", ")}.`,
        cure: "Look up selected_roleid of this sign-in in nhsid_nrbac_roles.",
        rule: selection,
      },
    );
  },
);

Then("the relying party shows none of the roles of {string}", async function (this: TestkitWorld, persona: string) {
  const { underTest } = this;
  if (!underTest.observation.showed("missing-selected-role"))
    throw new Error(
      "Nothing can be judged: the relying party did not send the request in which CIS2 would have shown the fault",
    );
  if (!(await underTest.isSignedIn())) return;
  const text = (await shownRole(this)) ?? "";
  const names = underTest.run.embedded.persona(persona).roles.flatMap(namesOf);
  expectRule(this, !names.some((name) => text.includes(name)), {
    what: `The relying party shows the role "${text}", but the ID token did not say which of the person's two roles was selected.`,
    cure: "If selected_roleid is missing, do not choose a role for the person.",
    rule: selection,
  });
});

/** What the page shows as the role; undefined if the place is not there. */
async function shownRole({ underTest }: TestkitWorld): Promise<string | undefined> {
  const { selector } = underTest.run.target.roleShown ?? assert.fail("the configuration names no roleShown");
  await underTest.lookAgain();
  return (await underTest.visit()).textOf(selector);
}

type Role = ReturnType<TestkitWorld["underTest"]["run"]["embedded"]["persona"]>["roles"][number];

function namesOf({ roleId, organisationCode, roleName, roleCode }: Role): string[] {
  return [roleId, organisationCode, roleCode, roleName.split(":").at(-1)?.replaceAll('"', "") ?? roleName];
}

function roleOf(world: TestkitWorld, persona: string, which: string): Role {
  const { roles } = world.underTest.run.embedded.persona(persona);
  const place = { first: 0, second: 1, last: -1 }[which] ?? assert.fail(`"${which}" is none of first, second and last`);
  return roles.at(place) ?? assert.fail(`${persona} has no ${which} role`);
}

async function signInWithRole(this: TestkitWorld, persona: string, role: string): Promise<void> {
  await this.underTest.signIn({ persona, roleId: roleOf(this, persona, role).roleId });
}
