import { anotherPerson, anotherRole } from "../../src/fake-cis2/index.ts";
import type { RelyingPartyUnderTest } from "./relying-party-under-test.ts";

/** Names and numbers by which a page can show a person; of a role, what no other role of the person has. */
export function marksOf(underTest: RelyingPartyUnderTest, persona: string): string[] {
  const { user, roles } = underTest.run.embedded.persona(persona);
  return [user.familyName, user.userId, ...roles.flatMap(({ roleId, organisationCode }) => [roleId, organisationCode])];
}

/** Those of them that only userinfo tells; the ID token has the user id and the selected role's id. */
export function marksInUserinfo(underTest: RelyingPartyUnderTest, persona: string): string[] {
  const { user, roles } = underTest.run.embedded.persona(persona);
  return [user.familyName, ...roles.map(({ organisationCode }) => organisationCode)];
}

/** Those of the userinfo about another person. */
export const marksOfAnother = [anotherPerson.family_name, anotherPerson.sub, anotherRole.org_code];

/** Which of the marks the page that shows who is signed in has; undefined if only a person sees it. */
export async function shownOf(
  underTest: RelyingPartyUnderTest,
  marks: readonly string[],
): Promise<readonly string[] | undefined> {
  await underTest.lookAgain();
  const page = await (await underTest.visit()).page();
  return page && marks.filter((mark) => page.text.includes(mark));
}
