import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { before, describe, it } from "node:test";
import { ManualClock } from "../../foundation/clock.ts";
import { parseCertificate } from "../certificate.ts";
import { openKeyStore } from "../keys/key-store.ts";
import { EmulatedAuthorities } from "./emulated-authorities.ts";

describe("a name in a signing certificate", () => {
  const keys = openKeyStore();
  let authorities: EmulatedAuthorities;
  before(async () => {
    authorities = await EmulatedAuthorities.create({ keys, clock: new ManualClock(new Date("2026-11-02T09:00:00Z")) });
  });

  const commonNameOf = async (givenName: string, familyName: string) => {
    const { publicKey } = await keys.keyPair("test-card", "p-256");
    const notBefore = new Date("2026-01-01T00:00:00Z");
    const der = await authorities.issueSigningCertificate({
      userId: "555000000001",
      givenName,
      familyName,
      publicKey,
      notBefore,
    });
    assert.ok(new X509Certificate(der).verify(authorities.signing.certificate.publicKey));
    return parseCertificate(der).commonName;
  };

  for (const [given, family] of [
    ['Robert "Bob"', "Smith"],
    ["Back\\slash", "O'Brien"],
    ["#0c03", "Hash"],
    ["Comma, Plus+", "Equals=CN=Other"],
    ["Ünïcode", "\u{1D4D0}da"],
    ["\\0a", "<script>"],
    ["Anna_Maria", "Under_Score"],
    [" leading", "trailing "],
  ] as const) {
    it(`is data, whole: ${given} ${family}`, async () => {
      assert.equal(await commonNameOf(given, family), `555000000001_${given}_${family}`);
    });
  }

  it("is left out if the person has one name", async () => {
    assert.equal(await commonNameOf("", "Mononym"), "555000000001_Mononym");
  });

  it("is cut at 64 characters, between characters", async () => {
    const name = await commonNameOf("\u{1D4D0}".repeat(40), "Long");
    assert.equal(name, `555000000001_${"\u{1D4D0}".repeat(40)}_Long`);
    const cut = await commonNameOf("\u{1D4D0}".repeat(60), "Long");
    assert.equal(cut, `555000000001_${"\u{1D4D0}".repeat(51)}`);
  });
});
