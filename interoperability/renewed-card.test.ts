import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fixedPasscode, openSmartcard, renew } from "../src/client/index.ts";
import { startEmbeddedCis2 } from "../src/harness/index.ts";
import { InProcessReaders } from "../src/virtual-card/index.ts";
import { cardForPrograms, skipWithoutCardPrograms } from "./card-for-programs.ts";

/** A card that was renewed, and what its new certificates are. */
async function renewedCard(profile: string) {
  const embedded = await startEmbeddedCis2({ relyingParties: [] });
  try {
    const { card, persona } = await embedded.issueCard("expiring-certificate", profile);
    const { passcode } = persona.card;
    const readers = new InProcessReaders();
    readers.addReader("Reader");
    readers.insert("Reader", card);
    const connection = await readers.connect("Reader");
    const read = async () => {
      const smartcard = await openSmartcard(connection);
      return [await smartcard.readCertificate("authentication"), await smartcard.readCertificate("signing")] as const;
    };
    const old = await read();
    await renew({
      readers,
      passcodes: fixedPasscode(passcode),
      authority: embedded.cis2.networks.internet.origin,
    });
    const certificates = await read();
    await connection.disconnect();
    readers.eject("Reader");
    return { card, passcode, old, certificates };
  } finally {
    await embedded.close();
  }
}

for (const profile of ["piv", "series8"]) {
  describe(`OpenSC and a ${profile} card that was renewed`, { skip: skipWithoutCardPrograms() }, () => {
    it("reads the new certificates where the old ones were, and signs with the new key", async () => {
      const { card, passcode, old, certificates } = await renewedCard(profile);
      const programs = await cardForPrograms(card);
      try {
        const file = (name: string) => join(programs.directory, name);
        for (const [index, id] of ["01", "02"].entries()) {
          const { stdout } = await programs.succeed("pkcs15-tool", "--read-certificate", id);
          const der = Buffer.from(stdout.replace(/-----[A-Z ]+-----/g, ""), "base64");
          assert.deepEqual(der, Buffer.from(certificates[index] ?? []));
          assert.notDeepEqual(der, Buffer.from(old[index] ?? []));
          await writeFile(file(`${id}.der`), der);
        }
        await writeFile(file("message"), "a message");
        const sign = ["--sign", "--mechanism", "SHA256-RSA-PKCS", "--id", "01"];
        const files = ["--input-file", file("message"), "--output-file", file("signature")];
        await programs.succeed("pkcs11-tool", "--login", "--pin", passcode, ...sign, ...files);
        assert.equal((await readFile(file("signature"))).length, 256);
        await programs.succeed(
          "openssl",
          "x509",
          "-inform",
          "DER",
          "-in",
          "01.der",
          "-pubkey",
          "-noout",
          "-out",
          "key.pem",
        );
        const verify = ["-verify", "key.pem", "-signature", "signature", "message"];
        await programs.succeed("openssl", "dgst", "-sha256", ...verify);
      } finally {
        await programs.stop();
      }
    });
  });
}
