import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { copyFile, mkdtempDisposable, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { ManualClock } from "../../foundation/clock.ts";
import { SeededRandom } from "../../foundation/random.ts";
import {
  authoritiesFromPem,
  certificatePolicies,
  EmulatedAuthorities,
  isRevoked,
  isTrusted,
  openKeyStore,
  parseCertificate,
  parseRevocationList,
  isIssuedFor,
  validityAt,
  type Certificate,
} from "../index.ts";

const clock = new ManualClock(new Date("2026-03-01T09:00:00Z"));
const userId = "555000000001";
const keys = openKeyStore();

describe("emulated authorities", () => {
  let authorities: EmulatedAuthorities;
  let authentication: Certificate;
  let signing: Certificate;

  before(async () => {
    authorities = await EmulatedAuthorities.create({ keys, clock, random: new SeededRandom("authorities") });
    const { publicKey } = await keys.keyPair("test-card", "p-256");
    const common = { userId, publicKey, notBefore: clock.now() };
    authentication = parseCertificate(await authorities.issueAuthenticationCertificate(common));
    signing = parseCertificate(
      await authorities.issueSigningCertificate({ ...common, givenName: "Ann, Mary", familyName: "O'Neil" }),
    );
  });

  it("carry names that say they are emulated, and are the same in every run", async () => {
    const again = await EmulatedAuthorities.create({ keys, clock: new ManualClock(new Date("2031-01-01")) });
    for (const name of ["root", "authentication", "signing"] as const) {
      assert.match(authorities[name].certificate.subject, /^C=GB, O=nhs, OU=CA, CN=EMULATED NHS .* G2$/);
      assert.deepEqual(authorities[name].certificate.der, again[name].certificate.der);
    }
  });

  it("have certificates that are made once, and again if a file holds no such certificate", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "cis2-testkit-authorities-"));
    const certificates = async () => {
      const store = openKeyStore({ directory: folder.path });
      let made = 0;
      const kept: typeof store.kept = (name, make, holds) => store.kept(name, () => ((made += 1), make()), holds);
      const { root, trusted, authentication, signing } = await EmulatedAuthorities.create({
        keys: { keyPair: store.keyPair.bind(store), kept },
        clock,
      });
      const ders = [root, authentication, signing].map(({ certificate }) =>
        Buffer.from(certificate.der).toString("hex"),
      );
      assert.ok(trusted.intermediates.every((one) => one.isSignedWith(root.certificate.publicKey)));
      return { made, ders };
    };
    const { ders } = await certificates();
    assert.deepEqual(await certificates(), { made: 0, ders });
    const [first = "", second = ""] = (await readdir(folder.path)).filter((file) => file.endsWith(".der")).sort();
    await copyFile(join(folder.path, first), join(folder.path, second));
    assert.deepEqual(await certificates(), { made: 1, ders });
    await writeFile(join(folder.path, first), "no certificate");
    assert.deepEqual(await certificates(), { made: 1, ders });
    assert.deepEqual(await certificates(), { made: 0, ders });
  });

  it("lay an authentication certificate out as NHS test certificates are", () => {
    assert.equal(authentication.subject, `O=nhs, OU=people, CN=${userId}`);
    assert.equal(authentication.issuer, "C=GB, O=nhs, OU=CA, CN=EMULATED NHS Authentication G2");
    assert.deepEqual([...authentication.keyUsage], ["digitalSignature"]);
    assert.deepEqual(authentication.policies, [certificatePolicies.authentication]);
    assert.equal(authentication.isAuthority, false);
  });

  it("lay a signing certificate out as NHS test certificates are, whatever is in the name", () => {
    assert.equal(signing.commonName, `${userId}_Ann, Mary_O'Neil`);
    assert.equal(signing.issuer, "C=GB, O=nhs, OU=CA, CN=EMULATED NHS Signing G2");
    assert.deepEqual([...signing.keyUsage], ["nonRepudiation"]);
    assert.deepEqual(signing.policies, [certificatePolicies.signing]);
  });

  it("tell the purposes apart", () => {
    assert.ok(isIssuedFor(authentication, "authentication") && isIssuedFor(signing, "signing"));
    assert.ok(!isIssuedFor(authentication, "signing") && !isIssuedFor(signing, "authentication"));
    assert.ok(!isIssuedFor({ ...authentication, policies: [] }, "authentication"));
    assert.ok(!isIssuedFor({ ...authentication, keyUsage: signing.keyUsage }, "authentication"));
  });

  it("give three years, to the second", () => {
    assert.equal(authentication.notAfter.toISOString(), "2029-03-01T08:59:59.000Z");
    assert.equal(validityAt(authentication, new Date("2026-03-01T08:59:59.999Z")), "not-yet-valid");
    assert.equal(validityAt(authentication, new Date("2026-03-01T09:00:00Z")), "valid");
    assert.equal(validityAt(authentication, new Date("2029-03-01T08:59:59.999Z")), "valid");
    assert.equal(validityAt(authentication, new Date("2029-03-01T09:00:00Z")), "expired");
  });

  it("are the same as PEM, the root first", () => {
    const subjects = authorities.pem.map((pem) => new X509Certificate(pem).subject.split("\n").at(-1));
    assert.deepEqual(subjects, [
      "CN=EMULATED NHS Root Authority G2",
      "CN=EMULATED NHS Authentication G2",
      "CN=EMULATED NHS Signing G2",
    ]);
  });

  it("are trusted only when the whole chain is theirs and in time", async () => {
    const at = clock.now();
    const { root, intermediates } = authorities.trusted;
    assert.ok(isTrusted(authentication, authorities.trusted, at) && isTrusted(signing, authorities.trusted, at));
    assert.ok(isTrusted(authentication, authoritiesFromPem(authorities.pem), at), "the same authorities as PEM");
    assert.throws(() => authoritiesFromPem([]), RangeError);
    assert.ok(!isTrusted(authentication, authorities.trusted, new Date("2060-01-01")), "authorities expired");
    assert.ok(!isTrusted(authentication, { root, intermediates: [authorities.signing.certificate] }, at));
    assert.ok(!isTrusted(authentication, { root: authorities.signing.certificate, intermediates }, at), "other root");
    assert.ok(!isTrusted(authentication, { root, intermediates: [authentication] }, at), "not an authority");

    const forger = await EmulatedAuthorities.create({ keys: { keyPair: forgedKeys }, clock });
    const { publicKey } = await keys.keyPair("test-card", "p-256");
    const forged = await forger.issueAuthenticationCertificate({ userId, publicKey, notBefore: at });
    assert.ok(!isTrusted(parseCertificate(forged), authorities.trusted, at), "same names, other keys");
  });

  it("revoke by a signed list of serial numbers", async () => {
    const issuer = authorities.authentication.certificate;
    const entry = { serialNumber: authentication.serialNumber, revocationDate: clock.now() };
    const empty = await parseRevocationList(await authorities.revocationList("authentication", []), issuer);
    const list = await parseRevocationList(await authorities.revocationList("authentication", [entry]), issuer);
    assert.ok(!isRevoked(authentication, [empty]));
    assert.ok(isRevoked(authentication, [empty, list]));
    assert.ok(!isRevoked({ ...authentication, issuer: signing.issuer }, [list]), "another issuer's serial number");
    assert.equal(list.nextUpdate?.toISOString(), "2026-03-02T09:00:00.000Z");
  });

  it("refuse a revocation list signed by someone else", async () => {
    const theirs = await authorities.signing.revocationList([], clock.now(), clock.now());
    await assert.rejects(parseRevocationList(theirs, authorities.authentication.certificate), /not signed by/);
    const changed = await authorities.revocationList("authentication", []);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    await assert.rejects(parseRevocationList(changed, authorities.authentication.certificate), /not signed by/);
  });
});

describe("reading a certificate", () => {
  it("refuses what is not exactly one DER certificate", async () => {
    const { root } = await EmulatedAuthorities.create({ keys, clock });
    const { der } = root.certificate;
    assert.equal(parseCertificate(der).commonName, "EMULATED NHS Root Authority G2");
    assert.throws(() => parseCertificate(new Uint8Array()), /SEQUENCE/);
    assert.throws(() => parseCertificate(der.subarray(0, -1)));
    assert.throws(() => parseCertificate(new Uint8Array([...der, 0])), /bytes follow/);
    assert.throws(() => parseCertificate(new Uint8Array(Buffer.from("-----BEGIN CERTIFICATE-----\n"))), /SEQUENCE/);
  });
});

function forgedKeys(label: string) {
  return keys.keyPair(`forged-${label}`, "rsa-2048");
}
