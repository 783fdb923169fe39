import { loadPersonas, type Personas } from "../../fake-cis2/index.ts";

/**
 * The personas of a file, and beside them those of the testkit that scenarios are about, such as people with two roles. One of
 * the file takes the place of one with the same name, user id or card serial. Throws as {@link loadPersonas}.
 */
export function personasOfRun(file: string): Personas {
  const [own, testkits] = [loadPersonas(file), loadPersonas()];
  const people = Object.values(own.personas);
  const userIds = new Set(people.map(({ user }) => user.userId));
  const serials = new Set(people.map(({ card }) => card.serial));
  const codes = new Set(own.organisations.map(({ code }) => code));
  const others = Object.entries(testkits.personas).filter(
    ([, { user, card }]) => !userIds.has(user.userId) && !serials.has(card.serial),
  );
  return {
    organisations: [...own.organisations, ...testkits.organisations.filter(({ code }) => !codes.has(code))],
    personas: { ...Object.fromEntries(others), ...own.personas },
  };
}
