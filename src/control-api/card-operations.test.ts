import assert from "node:assert/strict";
import { type ControlledCis2, startControlledCis2 } from "./testing/controlled-cis2.ts";
import { after, before, it } from "node:test";
import { authorizationUrl, personas, signInWith, startSignIn } from "../fake-cis2/testing/harness.ts";
import type { TestCard } from "../fake-cis2/testing/test-card.ts";
import { ControlClient, ControlError } from "./control-client.ts";

const userId = personas.personas["one-role"]?.user.userId ?? "";
const serial = "CARD-1";

let test: ControlledCis2;
let control: ControlClient;
let card: TestCard;
before(async () => {
  test = await startControlledCis2();
  control = new ControlClient(test.controlOrigin);
  card = await test.cardOf("one-role");
});
after(() => test[Symbol.asyncDispose]());

const refusal = async () => {
  const state = await signInWith(card, await startSignIn(authorizationUrl(test.cis2.networks.internet.issuer)));
  return (state["error"] as { code: string } | undefined)?.code;
};
const refusedWith = (status: number, code: string) => (error: unknown) =>
  error instanceof ControlError && error.status === status && error.code === code;
const register = () => {
  const certificates = [{ serialNumber: card.serialNumber, purpose: "authentication" as const }];
  return control.registerCard({ serial, userId, certificates });
};

it("registers a card, suspends and resumes it, and reports it lost", async () => {
  assert.equal((await register()).state, "active");
  assert.deepEqual(await control.card(serial), (await control.cards())[0]);
  assert.equal(await refusal(), undefined);
  assert.equal((await control.suspendCard(serial)).state, "suspended");
  assert.equal(await refusal(), "CARD_SUSPENDED");
  assert.equal((await control.resumeCard(serial)).state, "active");
  assert.equal(await refusal(), undefined);
  assert.equal((await control.reportCardLost(serial)).state, "cancelled");
  assert.equal(await refusal(), "CERTIFICATE_REVOKED");
  const done = (await control.auditTrail(serial)).map(({ action }) => action);
  assert.deepEqual(done, [
    "card-registered",
    "card-suspended",
    "card-resumed",
    "card-reported-lost",
    "card-cancelled",
    "certificate-revoked",
  ]);
  assert.deepEqual(await control.auditTrail(), await control.auditTrail(serial));
});

it("refuses what a card's state does not allow, and leaves it as it is", async () => {
  await control.reset();
  await register();
  await assert.rejects(control.resumeCard(serial), refusedWith(409, "CARD_STATE"));
  await assert.rejects(control.issueCard(serial), refusedWith(409, "CARD_STATE"));
  await control.cancelCard(serial);
  await assert.rejects(control.suspendCard(serial), refusedWith(409, "CARD_STATE"));
  await assert.rejects(register(), refusedWith(409, "CARD_STATE"));
  assert.equal((await control.card(serial)).state, "cancelled");
});

it("refuses a second active card, a card nobody knows, and a card of nobody", async () => {
  await control.reset();
  await register();
  const certificates = [{ serialNumber: "4b", purpose: "authentication" as const }];
  await assert.rejects(control.registerCard({ serial: "B", userId, certificates }), refusedWith(409, "CARD_HELD"));
  for (const call of [
    control.card,
    control.cancelCard,
    control.reportCardLost,
    control.suspendCard,
    control.auditTrail,
  ]) {
    await assert.rejects(call("NONE"), refusedWith(404, "CARD_UNKNOWN"));
  }
  await assert.rejects(control.registerCard({ serial, userId: "1" }), refusedWith(400, "REQUEST_MALFORMED"));
  await control.registerCard({ serial: "B", userId: "555999999999" });
  await assert.rejects(control.issueCard("B"), refusedWith(403, "USER_UNKNOWN"));
});

it("gives the messages with security codes", async () => {
  await control.reset();
  await register();
  await assert.rejects(control.unlockMessage(serial), refusedWith(404, "UNLOCK_MESSAGE_NONE"));
  assert.deepEqual(await control.unlockMessages(), []);
  const { codes } = test.cis2.registrationAuthority;
  const { request } = await codes.send(serial, "someone@nhs.example");
  const message = await control.unlockMessage(serial);
  assert.deepEqual(await control.unlockMessages(), [message]);
  assert.equal(message.to, "someone@nhs.example");
  assert.equal(await codes.redeem(request, message.code), serial);
});
