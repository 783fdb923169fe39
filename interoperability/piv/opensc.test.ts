import assert from "node:assert/strict";
import { randomBytes, verify } from "node:crypto";
import { writeFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { cardForPrograms, type CardForPrograms, skipWithoutCardPrograms } from "../card-for-programs.ts";
import { assertGolden } from "../golden-file.ts";
import { OpenSc } from "../opensc.ts";
import { certificates, keys, passcode, pivCard, puk, vary } from "./full-card.ts";

const golden = (name: string) => join(import.meta.dirname, "golden", name);

for (const profile of ["piv", "piv-strict", "piv-lenient"]) {
  describe(`OpenSC takes ${profile} for a PIV card`, { skip: skipWithoutCardPrograms() }, () => {
    let card: CardForPrograms;
    let tools: OpenSc;
    before(async () => {
      card = await cardForPrograms(pivCard(profile));
      tools = new OpenSc(card, passcode);
    });
    after(() => card.stop());

    it("opensc-tool names it", () => tools.assertName(golden("opensc-tool.txt")));

    it("pkcs15-tool lists what is on it", () => tools.assertDump(golden("pkcs15-tool-dump.txt"), vary));

    it("pkcs15-tool reads the certificates that were issued", async () => {
      await tools.assertCertificate("01", certificates.authentication);
      await tools.assertCertificate("02", certificates.signing);
    });

    // OpenSC asks for random bytes with the 3DES administration key; piv-strict has an AES one, so that this one fails.
    it("pkcs11-tool's own test passes", async () => {
      if (profile === "piv-strict") {
        const { stdout } = await card.run("pkcs11-tool", "--login", "--pin", passcode, "--test");
        assertGolden(golden("pkcs11-tool-test-without-3des.txt"), stdout);
      } else {
        const { stdout } = await tools.pkcs11("--test");
        assertGolden(golden("pkcs11-tool-test.txt"), stdout);
      }
    });

    it("pkcs11-tool signs with RSA and OpenSSL verifies it", async () => {
      await writeFile(tools.file("message"), "to be signed with 9A");
      await tools.useKey(keys.rsa.publicKey);
      await tools.pkcs11("--sign", "--id", "01", "--mechanism", "SHA256-RSA-PKCS", "-i", "message", "-o", "signature");
      assert.ok(await tools.verifies("sha256"));
      await writeFile(tools.file("message"), "something else");
      assert.ok(!(await tools.verifies("sha256")));
    });

    it("pkcs11-tool signs with P-256, PIN always, and the signature verifies", async () => {
      const message = randomBytes(100);
      await writeFile(tools.file("message"), message);
      await tools.pkcs11("--sign", "--id", "02", "--mechanism", "ECDSA-SHA256", "-i", "message", "-o", "signature");
      const signature = await readFile(tools.file("signature"));
      assert.ok(verify("sha256", message, { key: keys.p256.publicKey, dsaEncoding: "ieee-p1363" }, signature));
    });

    it("pkcs11-tool deciphers what OpenSSL enciphered", () => tools.assertDeciphers(keys.rsa.publicKey));

    it("pkcs15-tool verifies, changes and unblocks the PIN", async () => {
      await card.succeed("pkcs15-tool", "--verify-pin", "--pin", passcode);
      await card.succeed("pkcs15-tool", "--change-pin", "--pin", passcode, "--new-pin", "654321");
      const { stderr } = await card.run("pkcs15-tool", "--verify-pin", "--pin", passcode);
      assert.match(stderr, /PIN code or key incorrect/i);
      await card.succeed("pkcs15-tool", "--unblock-pin", "--puk", puk, "--new-pin", passcode);
      await card.succeed("pkcs15-tool", "--verify-pin", "--pin", passcode);
    });
  });
}
