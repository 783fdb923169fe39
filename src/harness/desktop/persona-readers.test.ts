import assert from "node:assert/strict";
import { after, it } from "node:test";
import { authenticate, fixedPasscode, PasscodeRefused } from "../../client/index.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { startEmbeddedCis2 } from "../embedded-cis2.ts";
import { PersonaReaders } from "./persona-readers.ts";

const embedded = await startEmbeddedCis2({ relyingParties: [] });
after(embedded.close);

const openPersonaReaders = () =>
  new PersonaReaders({
    readers: ["Reader 1", "Reader 2"],
    issueCard: (persona, profile) => embedded.issueCard(persona, profile),
  });
const inReaders = (personaReaders: PersonaReaders) =>
  personaReaders.readers().map(({ card }) => (card === undefined ? undefined : `${card.persona} ${card.series}`));

async function triesLeftAfterRefusal({ source: readers }: PersonaReaders): Promise<number> {
  const challenge = Buffer.alloc(32).toString("base64");
  const passcodes = fixedPasscode("000000");
  try {
    await authenticate({ readers, passcodes, challenge, origin: "https://cis2.test" });
  } catch (error) {
    if (error instanceof PasscodeRefused) return error.triesLeft;
    throw error;
  }
  throw new Error("the passcode was not refused");
}

it("puts cards of both series in, in the place of any there, and takes them out", async () => {
  const personaReaders = openPersonaReaders();
  await personaReaders.insert("Reader 1", "one-role");
  await personaReaders.insert("Reader 2", "six-roles", "series8");
  assert.deepEqual(inReaders(personaReaders), ["one-role 9", "six-roles 8"]);
  await personaReaders.insert("Reader 1", "two-roles");
  personaReaders.eject("Reader 2");
  personaReaders.eject("Reader 2");
  assert.deepEqual(inReaders(personaReaders), ["two-roles 9", undefined]);
  assert.deepEqual(
    (await personaReaders.source.list()).map(({ atr }) => atr !== undefined),
    [true, false],
  );
});

it("holds one card of a kind for each persona, which keeps its state in the drawer and moves between readers", async () => {
  const personaReaders = openPersonaReaders();
  await personaReaders.insert("Reader 1", "one-role");
  const before = await triesLeftAfterRefusal(personaReaders);
  await personaReaders.insert("Reader 2", "one-role");
  assert.deepEqual(inReaders(personaReaders), [undefined, "one-role 9"]);
  assert.equal(await triesLeftAfterRefusal(personaReaders), before - 1);
  personaReaders.clear();
  await personaReaders.insert("Reader 1", "one-role");
  assert.equal(await triesLeftAfterRefusal(personaReaders), before);
});

it("leaves all as it was where reader, persona or card are not there", async () => {
  const personaReaders = openPersonaReaders();
  await personaReaders.insert("Reader 1", "one-role");
  for (const [code, insertion] of [
    ["READER_UNKNOWN", personaReaders.insert("Reader 3", "one-role")],
    ["PERSONA_UNKNOWN", personaReaders.insert("Reader 1", "nobody")],
    ["CARD_PROFILE_UNKNOWN", personaReaders.insert("Reader 1", "one-role", "paper")],
  ] as const) {
    await assert.rejects(insertion, (error) => isTestkitError(error, code));
  }
  assert.throws(
    () => {
      personaReaders.eject("Reader 3");
    },
    (error) => isTestkitError(error, "READER_UNKNOWN"),
  );
  assert.deepEqual(inReaders(personaReaders), ["one-role 9", undefined]);
});

it("has its first readers again when it is cleared, and nothing in them", async () => {
  const personaReaders = openPersonaReaders();
  await personaReaders.insert("Reader 2", "one-role");
  personaReaders.removeReader("Reader 1");
  personaReaders.addReader("Reader 3");
  personaReaders.clear();
  const names = personaReaders.readers().map(({ name }) => name);
  assert.deepEqual(names.sort(), ["Reader 1", "Reader 2"]);
  assert.deepEqual(inReaders(personaReaders), [undefined, undefined]);
});
