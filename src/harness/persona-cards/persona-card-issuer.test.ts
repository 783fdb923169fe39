import assert from "node:assert/strict";
import { it } from "node:test";
import { ManualClock } from "../../foundation/clock.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import type { KeyAlgorithm } from "../../pki/index.ts";
import { PersonaCardIssuer } from "./persona-card-issuer.ts";

const at = (instant: string) => PersonaCardIssuer.open({ clock: new ManualClock(new Date(instant)) });

it("makes the same card in every process of one day", async () => {
  const [morning, evening] = await Promise.all([at("2026-05-04T00:00:00Z"), at("2026-05-04T23:59:59Z")]);
  const [one, same] = await Promise.all([morning.make("one-role", "piv"), evening.make("one-role", "piv")]);
  assert.equal(one.serial, same.serial);
  assert.deepEqual(one.certificateSerialNumbers, same.certificateSerialNumbers);
});

it("gives a persona's cards of two profiles two serials", async () => {
  const serials = (await at("2026-05-04T00:00:00Z")).everyCard().map(({ serial }) => serial);
  assert.equal(new Set(serials).size, serials.length);
});

it("counts a persona's days from now, and gives certificates three calendar years", async () => {
  const cardIssuer = await at("2026-05-04T12:00:00Z");
  const { life } = await cardIssuer.make("expiring-certificate", "piv");
  assert.equal(life.notAfter.toISOString(), "2026-06-02T23:59:59.000Z");
  assert.equal(life.notBefore.toISOString(), "2023-06-03T00:00:00.000Z");
});

it("makes a blank card without certificates", async () => {
  const blank = await (await at("2026-05-04T00:00:00Z")).make("blank-card", "piv");
  assert.equal(blank.certificateSerialNumbers, undefined);
});

it("names the personas there are", async () => {
  const cardIssuer = await at("2026-05-04T00:00:00Z");
  await assert.rejects(cardIssuer.make("nobody", "piv"), (error) => isTestkitError(error, "PERSONA_UNKNOWN"));
});

it("makes the image of a card once, and another for another passcode, algorithm or day", async () => {
  const clock = new ManualClock(new Date("2026-05-04T12:00:00Z"));
  const cardIssuer = await PersonaCardIssuer.open({ clock });
  const imageOf = async (...rest: [algorithm?: KeyAlgorithm, passcode?: string]) =>
    (await cardIssuer.make("one-role", "piv", ...rest)).image;
  const first = await imageOf();
  assert.equal(await imageOf(), first);
  const others = [await imageOf("p-256"), await imageOf("rsa-2048", "654321")];
  clock.advance(24 * 60 * 60 * 1000);
  others.push(await imageOf());
  assert.equal(new Set([first, ...others]).size, 4);
});
