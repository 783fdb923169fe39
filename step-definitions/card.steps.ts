import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { Given, Then, When } from "@cucumber/cucumber";
import { signatureAlgorithmOf } from "../src/client/index.ts";
import { isTestkitError } from "../src/foundation/errors/testkit-error.ts";
import { decodeCommand, Instruction } from "../src/iso7816/index.ts";
import { type KeyAlgorithm, parseCertificate } from "../src/pki/index.ts";
import { cardFault, faultyCard } from "../src/virtual-card/index.ts";
import { faultInWords } from "./support/faults-in-words.ts";
import type { TestkitWorld } from "./support/world.ts";

Given("the {string} card of {string} is in the reader", insertCard);
When("the card is exchanged for the {string} card of {string}", insertCard);

function insertCard(this: TestkitWorld, profile: string, persona: string) {
  return this.cards.present(persona, profile);
}

Given(
  "the {string} card of {string} with {string} keys is in the reader",
  function (this: TestkitWorld, profile: string, persona: string, algorithm: KeyAlgorithm) {
    return this.cards.present(persona, profile, algorithm);
  },
);

Given(
  /^the "(\w+)" card of "([\w-]+)" is in the reader, and (.+)$/,
  async function (this: TestkitWorld, profile: string, persona: string, words: string) {
    const issued = await this.cards.issue(persona, profile);
    const fault = cardFault(faultInWords(profile, words), waitOf(this));
    await this.desktop.insert({ ...issued, card: faultyCard(issued.image, [fault]) });
  },
);

/** How a slow card lets time pass: by the scenario's clock, or for real if other software is between it and the client. */
function waitOf({ clock, parameters }: TestkitWorld) {
  if (parameters.target === "pcsc") return undefined;
  return async (milliseconds: number) => {
    clock.advance(milliseconds);
    await new Promise(setImmediate);
  };
}

Given(
  "the {string} card of {string} is in another reader",
  async function (this: TestkitWorld, profile: string, persona: string) {
    await this.desktop.insertIntoAnotherReader(await this.cards.issue(persona, profile));
  },
);

Given("there is no reader", () => undefined);

Given("the reader is empty", function (this: TestkitWorld) {
  this.desktop.addEmptyReader();
});

Given("the card will be pulled out at the first command", function (this: TestkitWorld) {
  this.desktop.pullOutAt(() => true);
});

Given("the card will be pulled out when the passcode is checked", function (this: TestkitWorld) {
  this.desktop.pullOutAt(isVerifyWithPasscode);
});

Given("the card will be pulled out when the signature is asked for", function (this: TestkitWorld) {
  this.desktop.pullOutAt((command) => signatureInstructions.includes(command[1] ?? 0));
});

Given("the card will be pulled out while the passcode is entered", function (this: TestkitWorld) {
  this.desktop.pullOutWhileTyping();
});

/** VERIFY with data (ISO/IEC 7816-4, 11.5.6); without data it only asks for the tries left. */
function isVerifyWithPasscode(command: Uint8Array): boolean {
  return command[1] === Instruction.VERIFY && (decodeCommand(command)?.data.length ?? 0) > 0;
}

/** PIV cards sign by the first, series 8 cards by the second. */
const signatureInstructions: readonly number[] = [
  Instruction.GENERAL_AUTHENTICATE,
  Instruction.PERFORM_SECURITY_OPERATION,
];

When("the card is removed and inserted again", async function (this: TestkitWorld) {
  await this.desktop.eject();
  await this.desktop.putInAgain();
});

When("the card is inserted again", async function (this: TestkitWorld) {
  await this.desktop.putInAgain();
});

When("the registration authority cancels the card", async function (this: TestkitWorld) {
  const { cis2 } = await this.cis2.embedded();
  assert.ok(
    await cis2.registrationAuthority.cancel(this.card.serial),
    "the registration authority does not know the card to cancel",
  );
});

const signed = new WeakMap<TestkitWorld, string>();
/** Security status not satisfied. */
const passcodeMissing = "6982";

When("the card is asked to sign before the passcode is entered", async function (this: TestkitWorld) {
  const found = await this.desktop.withSmartcard(async (smartcard) => {
    const certificate = parseCertificate(await smartcard.readCertificate("authentication"));
    const algorithm = signatureAlgorithmOf(certificate.publicKey);
    assert.ok(algorithm, "the card has a key of a kind that no NHS smartcard has");
    const hash = createHash(algorithm === "ES384" ? "sha384" : "sha256").digest();
    return smartcard.sign("authentication", algorithm, hash).then(() => "9000", statusWordOf);
  });
  signed.set(this, found);
});

Then("the card refuses, because the passcode is missing", function (this: TestkitWorld) {
  const found = signed.get(this);
  assert.ok(found, "the card was not asked to sign");
  assert.notEqual(found, "9000", "the card signed with its authentication key before the passcode was verified");
  if (found === passcodeMissing) return;
  const reason = `the card refused to sign with ${found}, where ${passcodeMissing} is the word for a missing passcode`;
  this.remark("warning", `${reason} (SP 800-73-4, Part 2, 3.2.4; ISO/IEC 7816-4, 5.1.3)`);
});

function statusWordOf(error: unknown): string {
  if (!isTestkitError(error, "CARD_ANSWER_UNEXPECTED")) throw error;
  return String(error.details["statusWord"]).slice(0, 4);
}

Then("the card has {int} tries/try left", async function (this: TestkitWorld, tries: number) {
  const found = await triesLeft(this);
  assert.equal(found, tries, `the card has ${found ?? "an unknown number of"} tries left, and should have ${tries}`);
});

const counted = new WeakMap<TestkitWorld, number | undefined>();

Given("the card's tries are counted", async function (this: TestkitWorld) {
  counted.set(this, await triesLeft(this));
});

Then("the card has as many tries left as before", async function (this: TestkitWorld) {
  const [before, found] = [counted.get(this), await triesLeft(this)];
  assert.equal(found, before, `the card had ${before ?? "?"} tries left, and has ${found ?? "?"} now`);
});

function triesLeft({ desktop }: TestkitWorld): Promise<number | undefined> {
  return desktop.withSmartcard((smartcard) => smartcard.passcodeTriesLeft());
}

Then("the authentication certificate on the card names {string}", async function (this: TestkitWorld, name: string) {
  const { user } = await this.cards.persona(name);
  const certificate = await this.desktop.withSmartcard((smartcard) => smartcard.readCertificate("authentication"));
  const { commonName } = parseCertificate(certificate);
  assert.equal(commonName, user.userId, `the certificate names ${commonName ?? "nobody"}, and not ${user.userId}`);
});
