import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { ManualClock } from "../foundation/clock.ts";
import { RememberedReadings } from "../foundation/remembered-readings.ts";
import { EmulatedAuthorities } from "./authorities/emulated-authorities.ts";
import { parseCertificate } from "./certificate.ts";
import { openKeyStore } from "./keys/key-store.ts";

describe("Certificates that were read", () => {
  let certificates: Uint8Array[];
  let authorities: EmulatedAuthorities;

  before(async () => {
    const keys = openKeyStore();
    authorities = await EmulatedAuthorities.create({ keys, clock: new ManualClock(new Date("2026-01-01T00:00:00Z")) });
    const { publicKey } = await keys.keyPair("test-card", "p-256");
    certificates = await Promise.all(
      ["555000000001", "555000000002", "555000000003"].map((userId) =>
        authorities.issueAuthenticationCertificate({ userId, publicKey, notBefore: new Date("2026-01-01T00:00:00Z") }),
      ),
    );
  });

  it("are not read again, whatever becomes of the bytes", () => {
    const [der = new Uint8Array()] = certificates;
    const given = Uint8Array.from(der);
    const first = parseCertificate(given);
    given.fill(0);
    assert.equal(parseCertificate(der), first);
    assert.deepEqual(first.der, der);
  });

  it("are not taken for another that differs in its last byte", () => {
    const [der = new Uint8Array()] = certificates;
    const whole = parseCertificate(der);
    const forged = Uint8Array.from(der);
    forged.set([(forged.at(-1) ?? 0) ^ 1], forged.length - 1);
    const { publicKey } = authorities.authentication.certificate;
    assert.equal(whole.isSignedWith(publicKey), true);
    assert.equal(parseCertificate(forged).isSignedWith(publicKey), false);
    assert.equal(whole.isSignedWith(publicKey), true, "asked for a second time");
    assert.equal(whole.isSignedWith(authorities.signing.certificate.publicKey), false, "with another key");
  });

  it("are forgotten when they were not asked for the longest", () => {
    const [one = new Uint8Array(), two = new Uint8Array(), three = new Uint8Array()] = certificates;
    const remembered = new RememberedReadings<object>(2);
    const reader = { read: (der: Uint8Array) => remembered.get(der, () => ({})) };
    const [first, second] = [reader.read(one), reader.read(two)];
    reader.read(one);
    reader.read(three);
    assert.equal(reader.read(one), first);
    assert.notEqual(reader.read(two), second);
  });

  it("do not include what is none: that is refused each time", () => {
    for (const attempt of [1, 2]) {
      assert.throws(() => parseCertificate(Uint8Array.of(0x30, attempt)));
      assert.throws(() => parseCertificate(Uint8Array.of(0x04, 0)), /starts with a SEQUENCE/);
    }
  });
});
