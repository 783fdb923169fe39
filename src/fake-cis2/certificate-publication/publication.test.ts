import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { startTestCis2, type TestCis2 } from "../testing/harness.ts";
import { closeAll } from "../../foundation/testing/close-all.ts";

const run = promisify(execFile);

/** What OpenSSL makes of the authorities' publications: no code of ours judges here. */
describe("what the certification authorities publish", () => {
  let cis2: TestCis2;
  let directory: string;
  const file = (name: string) => join(directory, name);
  const openssl = async (...command: string[]) => {
    const { stdout, stderr } = await run("openssl", command, { cwd: directory });
    return stdout + stderr;
  };

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "cis2-testkit-openssl-"));
    cis2 = await startTestCis2();
    const { registrationAuthority } = cis2.cis2;
    const [good, revoked] = [await cis2.cardOf("one-role"), await cis2.cardOf("two-roles")];
    for (const [name, card] of Object.entries({ good, revoked })) {
      await writeFile(file(`${name}.der`), card.certificate);
      await openssl("x509", "-inform", "DER", "-in", `${name}.der`, "-out", `${name}.pem`);
      const certificates = [card.serialNumber];
      await registrationAuthority.register({ serial: `CARD-${name}`, userId: name, certificates });
    }
    assert.ok(await registrationAuthority.reportLost("CARD-revoked"));
    for (const name of ["root", "authentication", "signing"]) {
      const answer = await fetch(`${cis2.origin}/pki/${name}.cer`);
      await writeFile(file(`${name}.der`), new Uint8Array(await answer.arrayBuffer()));
      await openssl("x509", "-inform", "DER", "-in", `${name}.der`, "-out", `${name}.pem`);
    }
  });

  after(() =>
    closeAll(
      () => cis2[Symbol.asyncDispose](),
      () => rm(directory, { recursive: true }),
    ),
  );

  for (const authority of ["authentication", "signing"]) {
    it(`gives a revocation list that verifies with the ${authority} authority's key, and with no other`, async () => {
      const answer = await fetch(`${cis2.origin}/pki/${authority}.crl`);
      assert.equal(answer.headers.get("content-type"), "application/pkix-crl");
      await writeFile(file("list.crl"), new Uint8Array(await answer.arrayBuffer()));
      const verify = ["crl", "-inform", "DER", "-in", "list.crl", "-noout", "-CAfile"];
      assert.match(await openssl(...verify, `${authority}.pem`), /verify OK/);
      const other = authority === "signing" ? "authentication" : "signing";
      const refused = await openssl(...verify, `${other}.pem`).catch((error: unknown) => String(error));
      assert.doesNotMatch(refused, /verify OK/);
    });
  }

  it("lists the lost card's certificate, and not the other", async () => {
    const answer = await fetch(`${cis2.origin}/pki/authentication.crl`);
    await writeFile(file("list.crl"), new Uint8Array(await answer.arrayBuffer()));
    const text = await openssl("crl", "-inform", "DER", "-in", "list.crl", "-noout", "-text");
    const serial = async (name: string) =>
      (await openssl("x509", "-in", `${name}.pem`, "-noout", "-serial")).trim().replace("serial=", "");
    assert.ok(text.includes(await serial("revoked")));
    assert.ok(!text.includes(await serial("good")));
    assert.match(text, /Key Compromise/);
  });

  const ask = (...certificate: string[]) =>
    openssl(
      ...["ocsp", "-issuer", "authentication.pem", ...certificate, "-CAfile", "root.pem", "-text"],
      ...["-verify_other", "authentication.pem", "-trust_other", "-url", `${cis2.origin}/pki/ocsp`],
      // The emulated clock is not this machine's.
      ...["-validity_period", "999999999"],
    );

  it("says by OCSP which certificate is good, and OpenSSL verifies the answer and its nonce", async () => {
    const answer = await ask("-cert", "good.pem");
    assert.match(answer, /Response verify OK/);
    assert.match(answer, /good\.pem: good/);
    assert.doesNotMatch(answer, /no nonce in response/);
  });

  it("says by OCSP which is revoked, and why", async () => {
    const answer = await ask("-cert", "revoked.pem");
    assert.match(answer, /Response verify OK/);
    assert.match(answer, /revoked\.pem: revoked/);
    assert.match(answer, /keyCompromise/);
  });

  it("does not know a certificate that was never issued", async () => {
    assert.match(await ask("-serial", "0x4abcdef"), /0x4abcdef: unknown/);
  });

  const statusOf = async (body: string | Uint8Array<ArrayBuffer>) => {
    const answer = await fetch(`${cis2.origin}/pki/ocsp`, { method: "POST", body });
    await writeFile(file("answer.der"), new Uint8Array(await answer.arrayBuffer()));
    return openssl("asn1parse", "-inform", "DER", "-in", "answer.der");
  };
  // OCSPResponse { responseStatus malformedRequest (1) }
  const malformed = /ENUMERATED\s+:01/;

  it("calls malformed what is no request", async () => {
    assert.match(await statusOf("nothing"), malformed);
  });

  it("calls malformed a request of more than 16 KiB", async () => {
    const requestWith = async (serialLength: number) => {
      const serials = Array.from({ length: 20 }, () => ["-serial", `0x${"12".repeat(serialLength)}`]).flat();
      await openssl("ocsp", "-issuer", "authentication.pem", ...serials, "-no_nonce", "-reqout", "request.der");
      return new Uint8Array(await readFile(file("request.der")));
    };
    const [within, beyond] = [await requestWith(700), await requestWith(800)];
    assert.ok(within.length <= 16 * 1024 && beyond.length > 16 * 1024);
    assert.doesNotMatch(await statusOf(within), malformed);
    assert.match(await statusOf(beyond), malformed);
  });
});
