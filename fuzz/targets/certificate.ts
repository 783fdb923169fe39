import assert from "node:assert/strict";
import { EmulatedAuthorities, MalformedCertificateError, openKeyStore, parseCertificate } from "../../src/pki/index.ts";
import { answerOcsp } from "../../src/pki/ocsp/answer-ocsp.ts";
import { ManualClock } from "../../src/foundation/clock.ts";
import { fromHex } from "../../src/iso7816/index.ts";
import { type FuzzTarget, unlessRefused } from "../runner/target.ts";

const clock = new ManualClock(new Date("2026-06-01T00:00:00Z"));
const keys = openKeyStore();
const authorities = await EmulatedAuthorities.create({ keys, clock });
const { publicKey } = await keys.keyPair("test-card", "p-256");

/** An OCSP request about one certificate of an authority nobody knows, with a nonce. */
const ocspRequest =
  "3062306030393037303530090605 2B0E03021A05000414" +
  "11".repeat(20) +
  "0414" +
  "22".repeat(20) +
  "020C" +
  "33".repeat(12) +
  "A223302130 1F06092B0601050507300102041204 10" +
  "44".repeat(16);

/** X.509 certificates, and the requests of OCSP clients, which are DER as well. */
export const target: FuzzTarget = {
  name: "certificate",
  seeds: async () => {
    const card = { userId: "555000000001", givenName: "Ann", familyName: "Example", publicKey, notBefore: clock.now() };
    return [
      await authorities.issueAuthenticationCertificate(card),
      await authorities.issueSigningCertificate(card),
      authorities.authentication.certificate.der,
      fromHex(ocspRequest),
    ];
  },
  open: () => ({
    run: async (input) => {
      const certificate = unlessRefused(() => parseCertificate(input), [MalformedCertificateError]);
      if (certificate !== undefined) {
        assert.equal(parseCertificate(certificate.der).serialNumber, certificate.serialNumber);
        certificate.isSignedWith(authorities.authentication.certificate.publicKey);
      }
      const { authentication, signing } = authorities;
      const statusOf = () => Promise.resolve("good" as const);
      const answer = await answerOcsp(input, { authorities: [authentication, signing], statusOf, now: clock.now() });
      assert.equal(answer[0], 0x30);
    },
  }),
};
