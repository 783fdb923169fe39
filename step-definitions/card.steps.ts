import assert from "node:assert/strict";
import { Given, Then, When } from "@cucumber/cucumber";
import { isTestkitError } from "../src/foundation/errors/testkit-error.ts";
import { decodeCommand, Instruction } from "../src/iso7816/index.ts";
import { type KeyAlgorithm, parseCertificate } from "../src/pki/index.ts";
import { cardFault, faultyCard } from "../src/virtual-card/index.ts";
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
  "the {string} card of {string} with the fault {string} is in the reader",
  async function (this: TestkitWorld, profile: string, persona: string, fault: string) {
    const issued = await this.cards.issue(persona, profile);
    await this.desktop.insert({ ...issued, card: faultyCard(issued.image, [cardFault(fault, waitOf(this))]) });
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
  assert.ok(await cis2.registrationAuthority.cancel(this.card.serial));
});

Then("the card answers {string} when it is asked to sign", async function (this: TestkitWorld, statusWord: string) {
  await this.desktop.withSmartcard(async (smartcard) => {
    await smartcard.readCertificate("authentication");
    await assert.rejects(
      smartcard.sign("authentication", "RS256", new Uint8Array(32)),
      (error) => isTestkitError(error) && String(error.details["statusWord"]).startsWith(statusWord),
    );
  });
});

Then("the card has {int} tries/try left", async function (this: TestkitWorld, tries: number) {
  assert.equal(await this.desktop.withSmartcard((smartcard) => smartcard.passcodeTriesLeft()), tries);
});

Then("the authentication certificate on the card names {string}", async function (this: TestkitWorld, name: string) {
  const { user } = await this.cards.persona(name);
  const certificate = await this.desktop.withSmartcard((smartcard) => smartcard.readCertificate("authentication"));
  assert.equal(parseCertificate(certificate).commonName, user.userId);
});
