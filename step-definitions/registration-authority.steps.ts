import assert from "node:assert/strict";
import { Then, When } from "@cucumber/cucumber";
import { isTestkitError } from "../src/foundation/errors/testkit-error.ts";
import { issueInPerson } from "../src/harness/index.ts";
import { parseCertificate } from "../src/pki/index.ts";
import { expectSame } from "./support/expected.ts";
import type { TestkitWorld } from "./support/world.ts";

const anotherSerial = "ANOTHERCARD1";

/** What came of registering another card: its state, or the code of the refusal. */
const attempts = new WeakMap<TestkitWorld, string>();

async function authority(world: TestkitWorld) {
  return (await world.cis2.embedded()).cis2.registrationAuthority;
}

When("the registration authority issues the card", async function (this: TestkitWorld) {
  const { cis2 } = await this.cis2.embedded();
  const connection = await this.desktop.connect();
  const { serial, persona } = this.card;
  await issueInPerson(cis2, connection, { serial, passcode: persona.card.passcode });
  await connection.disconnect();
});

When("the registration authority suspends the card", async function (this: TestkitWorld) {
  assert.ok(
    await (await authority(this)).suspend(this.card.serial),
    "the registration authority does not know the card",
  );
});

When("the registration authority resumes the card", async function (this: TestkitWorld) {
  assert.ok(
    await (await authority(this)).resume(this.card.serial),
    "the registration authority does not know the card",
  );
});

When("the card is reported lost", async function (this: TestkitWorld) {
  assert.ok(
    await (await authority(this)).reportLost(this.card.serial),
    "the registration authority does not know the card",
  );
});

When("the registration authority registers another card for the person", async function (this: TestkitWorld) {
  attempts.set(this, await registerAnother(this).then(({ state }) => state, codeOf));
});

Then("the other card is refused with {string}", function (this: TestkitWorld, code: string) {
  expectSame("what became of the other card", attempts.get(this), code);
});

Then("the other card is active", function (this: TestkitWorld) {
  expectSame("what became of the other card", attempts.get(this), "active");
});

function codeOf(error: unknown): string {
  if (!isTestkitError(error)) throw error;
  return error.code;
}

async function registerAnother(world: TestkitWorld) {
  const { userId } = world.card.persona.user;
  return (await authority(world)).register({ serial: anotherSerial, userId, certificates: ["4a0001"] });
}

/** The actions are named in their order; an action that repeats is named once. */
Then("the audit trail of the card holds {string}", async function (this: TestkitWorld, actions: string) {
  const records = await (await authority(this)).audit.records(this.card.serial);
  const wanted = actions.split(", ");
  const found = [...new Set(records.map(({ action }) => action))].filter((action) => wanted.includes(action));
  expectSame("the audit trail of the card", found, wanted);
});

Then("the card's first certificates are revoked, and those on it are not", async function (this: TestkitWorld) {
  const { revocations } = await authority(this);
  for (const purpose of ["authentication", "signing"] as const) {
    const { list } = await revocations.list(purpose);
    const first = this.card.certificateSerialNumbers?.[purpose] ?? "";
    const certificate = await this.desktop.withSmartcard((smartcard) => smartcard.readCertificate(purpose));
    assert.ok(list.revoked.has(first), `${purpose}: ${first} is not on the list`);
    const { serialNumber } = parseCertificate(certificate);
    assert.ok(!list.revoked.has(serialNumber), `${purpose}: ${serialNumber}, which is on the card, is on the list`);
  }
});
