import assert from "node:assert/strict";
import { randomBytes, verify } from "node:crypto";
import { writeFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { cardInPcscd, type CardInPcscd } from "../card-in-pcscd.ts";
import { assertGolden } from "../golden.ts";
import { skipWithoutPcscd } from "../pcscd.ts";
import { certificates, keys, passcode, pivCard, puk, vary } from "./full-card.ts";

const golden = (name: string) => join(import.meta.dirname, "golden", name);

for (const profile of ["piv", "piv-strict", "piv-lenient"]) {
  describe(`OpenSC takes ${profile} for a PIV card`, { skip: skipWithoutPcscd() }, () => {
    let card: CardInPcscd;
    before(async () => {
      card = await cardInPcscd(pivCard(profile));
    });
    after(() => card.stop());

    const file = (name: string) => join(card.directory, name);
    const pkcs11 = (...parameters: string[]) =>
      card.succeed("pkcs11-tool", "--login", "--pin", passcode, ...parameters);

    it("opensc-tool names it", async () => {
      const { stdout } = await card.succeed("opensc-tool", "--name", "--atr", "--serial");
      assertGolden(golden("opensc-tool.txt"), stdout);
    });

    it("pkcs15-tool lists what is on it", async () => {
      const { stdout } = await card.succeed("pkcs15-tool", "--dump");
      assertGolden(golden("pkcs15-tool-dump.txt"), stdout, vary);
    });

    it("pkcs15-tool reads the certificates that were issued", async () => {
      for (const [id, certificate] of [
        ["01", certificates.authentication],
        ["02", certificates.signing],
      ] as const) {
        const { stdout } = await card.succeed("pkcs15-tool", "--read-certificate", id);
        const der = Buffer.from(stdout.replace(/-----[A-Z ]+-----/g, ""), "base64");
        assert.deepEqual(der, Buffer.from(certificate));
      }
    });

    // OpenSC asks for random bytes with the 3DES administration key; piv-strict has an AES one, so that this one fails.
    it("pkcs11-tool's own test passes", async () => {
      if (profile === "piv-strict") {
        const { stdout } = await card.run("pkcs11-tool", "--login", "--pin", passcode, "--test");
        assertGolden(golden("pkcs11-tool-test-without-3des.txt"), stdout);
      } else {
        const { stdout } = await pkcs11("--test");
        assertGolden(golden("pkcs11-tool-test.txt"), stdout);
      }
    });

    it("pkcs11-tool signs with RSA and OpenSSL verifies it", async () => {
      await writeFile(file("message"), "to be signed with 9A");
      await writeFile(file("key.pem"), keys.rsa.publicKey.export({ format: "pem", type: "spki" }));
      await pkcs11("--sign", "--id", "01", "--mechanism", "SHA256-RSA-PKCS", "-i", "message", "-o", "signature");
      const openssl = [
        "openssl",
        "dgst",
        "-sha256",
        "-verify",
        "key.pem",
        "-signature",
        "signature",
        "message",
      ] as const;
      assert.match((await card.succeed(...openssl)).stdout, /Verified OK/);
      await writeFile(file("message"), "something else");
      assert.notEqual((await card.run(...openssl)).status, 0);
    });

    it("pkcs11-tool signs with P-256, PIN always, and the signature verifies", async () => {
      const message = randomBytes(100);
      await writeFile(file("message"), message);
      await pkcs11("--sign", "--id", "02", "--mechanism", "ECDSA-SHA256", "-i", "message", "-o", "signature");
      const signature = await readFile(file("signature"));
      assert.ok(verify("sha256", message, { key: keys.p256.publicKey, dsaEncoding: "ieee-p1363" }, signature));
    });

    it("pkcs11-tool deciphers what OpenSSL enciphered", async () => {
      await writeFile(file("secret"), "for the card only");
      await writeFile(file("key.pem"), keys.rsa.publicKey.export({ format: "pem", type: "spki" }));
      await card.succeed(
        "openssl",
        "pkeyutl",
        "-encrypt",
        "-pubin",
        "-inkey",
        "key.pem",
        "-in",
        "secret",
        "-out",
        "secret.enc",
      );
      await pkcs11("--decrypt", "--id", "01", "--mechanism", "RSA-PKCS", "-i", "secret.enc", "-o", "opened");
      assert.equal(await readFile(file("opened"), "utf8"), "for the card only");
    });

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
