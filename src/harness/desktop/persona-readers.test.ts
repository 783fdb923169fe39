import assert from "node:assert/strict";
import { after, it } from "node:test";
import { authenticate, fixedPasscode, PasscodeRefused } from "../../client/index.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { startEmbeddedCis2 } from "../embedded-cis2.ts";
import { PersonaReaders } from "./persona-readers.ts";

const embedded = await startEmbeddedCis2({ relyingParties: [] });
after(embedded.close);

const newDesk = () =>
  new PersonaReaders({
    readers: ["Reader 1", "Reader 2"],
    issueCard: (persona, profile) => embedded.issueCard(persona, profile),
  });
const inReaders = (desk: PersonaReaders) =>
  desk.readers().map(({ card }) => (card === undefined ? undefined : `${card.persona} ${card.series}`));

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
  const desk = newDesk();
  await desk.insert("Reader 1", "one-role");
  await desk.insert("Reader 2", "six-roles", "series8");
  assert.deepEqual(inReaders(desk), ["one-role 9", "six-roles 8"]);
  await desk.insert("Reader 1", "two-roles");
  desk.eject("Reader 2");
  desk.eject("Reader 2");
  assert.deepEqual(inReaders(desk), ["two-roles 9", undefined]);
  assert.deepEqual(
    (await desk.source.list()).map(({ atr }) => atr !== undefined),
    [true, false],
  );
});

it("holds one card of a kind for each persona, which keeps its state in the drawer and moves between readers", async () => {
  const desk = newDesk();
  await desk.insert("Reader 1", "one-role");
  const before = await triesLeftAfterRefusal(desk);
  await desk.insert("Reader 2", "one-role");
  assert.deepEqual(inReaders(desk), [undefined, "one-role 9"]);
  assert.equal(await triesLeftAfterRefusal(desk), before - 1);
  desk.clear();
  await desk.insert("Reader 1", "one-role");
  assert.equal(await triesLeftAfterRefusal(desk), before);
});

it("leaves all as it was where reader, persona or card are not there", async () => {
  const desk = newDesk();
  await desk.insert("Reader 1", "one-role");
  for (const [code, insertion] of [
    ["READER_UNKNOWN", desk.insert("Reader 3", "one-role")],
    ["PERSONA_UNKNOWN", desk.insert("Reader 1", "nobody")],
    ["CARD_PROFILE_UNKNOWN", desk.insert("Reader 1", "one-role", "paper")],
  ] as const) {
    await assert.rejects(insertion, (error) => isTestkitError(error, code));
  }
  assert.throws(
    () => {
      desk.eject("Reader 3");
    },
    (error) => isTestkitError(error, "READER_UNKNOWN"),
  );
  assert.deepEqual(inReaders(desk), ["one-role 9", undefined]);
});
