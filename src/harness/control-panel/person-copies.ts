import type { Organisation, Persona, Role, User } from "../../care-identity/directory/persona.ts";

/** The passcode of a card that a persona file gives somebody who has none yet. */
const firstPasscode = "123456";

/** A person as text to paste: as a whole persona file, in a test that has the fixtures, and for the control API. */
export function copiesOf(
  user: User,
  roles: readonly Role[],
  organisations: readonly Organisation[],
): Readonly<Record<"persona" | "fixture" | "control", string>> {
  const codes = new Set(roles.map(({ organisationCode }) => organisationCode));
  const card: Persona["card"] = {
    ...{ serial: `CARD${user.userId}`, passcode: firstPasscode, state: "active" },
    certificate: { issuedDaysAgo: 30 },
  };
  const name = `${user.givenName} ${user.familyName}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ["person"];
  return {
    persona: json({
      organisations: organisations.filter(({ code }) => codes.has(code)),
      personas: { [name.join("-")]: { user, roles, card } },
    }),
    fixture: `await desktop.embedded.cis2.directory.put(${json(user)}, ${json(roles)});`,
    control: `await control.putUser(${json({ user, roles })});`,
  };
}

const json = (value: unknown) => JSON.stringify(value, undefined, 2);
