import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { X509Certificate } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { systemClock } from "../../src/foundation/clock.ts";
import { EmulatedAuthorities, openKeyStore } from "../../src/pki/index.ts";
import {
  cardForPrograms,
  type CardForPrograms,
  skipWithoutYubicoPivTool,
  yubicoRefusal,
} from "../card-for-programs.ts";
import { assertGolden } from "../golden-file.ts";
import { keys, passcode, pivCard, puk, vary } from "./full-card.ts";

describe("yubico-piv-tool takes the card for a PIV card", { skip: skipWithoutYubicoPivTool() }, () => {
  let card: CardForPrograms;
  before(async () => {
    card = await cardForPrograms(pivCard());
  });
  after(() => card.stop());

  const file = (name: string) => join(card.directory, name);
  const tool = (...parameters: string[]) => card.run("yubico-piv-tool", "--reader", "Virtual", ...parameters);
  const said = async (...parameters: string[]) => {
    const { status, stdout, stderr } = await tool(...parameters);
    assert.equal(status, 0, stderr);
    return stdout + stderr;
  };

  it("tells its status", async () => {
    const output = await said("--action", "status");
    assertGolden(join(import.meta.dirname, "golden/yubico-piv-tool-status.txt"), output, vary);
  });

  it("verifies the PIN, and is told the tries that are left", async () => {
    assert.match(await said("--action", "verify-pin", "--pin", passcode), /Successfully verified PIN/);
    const { stderr } = await tool("--action", "verify-pin", "--pin", "999999");
    assert.match(stderr, /2 tries left/);
    await said("--action", "verify-pin", "--pin", passcode);
  });

  it("changes PIN and PUK and unblocks the PIN", async () => {
    await said("--action", "change-pin", "--pin", passcode, "--new-pin", "654321");
    await said("--action", "change-puk", "--pin", puk, "--new-pin", "87654321");
    await said("--action", "unblock-pin", "--pin", "87654321", "--new-pin", passcode);
    await said("--action", "verify-pin", "--pin", passcode);
  });

  it("signs, and OpenSSL verifies it", async () => {
    await writeFile(file("message"), "to be signed with 9A");
    await writeFile(file("key.pem"), keys.rsa.publicKey.export({ format: "pem", type: "spki" }));
    const slot = ["--slot", "9a", "--algorithm", "RSA2048", "--hash", "SHA256"];
    await said(
      "--action",
      "verify-pin",
      "--pin",
      passcode,
      "--sign",
      ...slot,
      "--input",
      "message",
      "--output",
      "signature",
    );
    const openssl = ["openssl", "dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "message"] as const;
    assert.match((await card.succeed(...openssl)).stdout, /Verified OK/);
  });

  for (const [slot, algorithm, action, success] of [
    ["9d", "RSA2048", "test-decipher", /Successfully performed RSA decryption/],
    ["9a", "RSA2048", "test-signature", /Successful RSA verification/],
    ["9c", "ECCP256", "test-signature", /Successful ECDSA verification/],
    ["9e", "ECCP384", "test-signature", /Successful ECDSA verification/],
    ["9d", "ECCP256", "test-decipher", /Successfully performed ECDH exchange/],
  ] as const) {
    it(`generates ${algorithm} in ${slot}, imports its certificate, and does ${action}`, async () => {
      await said("--action", "generate", "--slot", slot, "--algorithm", algorithm, "--output", "public.pem");
      await writeFile(file("certificate.pem"), await certificateFor(await readFile(file("public.pem"))));
      await said("--action", "import-certificate", "--slot", slot, "--input", "certificate.pem");
      const use = ["--action", "verify-pin", "--pin", passcode, "--action", action, "--slot", slot];
      assert.match(await said(...use, "--algorithm", algorithm, "--input", "certificate.pem"), success);
    });
  }
});

async function certificateFor(publicKey: Buffer): Promise<string> {
  const authorities = await EmulatedAuthorities.create({ keys: openKeyStore(), clock: systemClock });
  const certificate = await authorities.issueAuthenticationCertificate({
    userId: "900000000001",
    publicKey: createPublicKey(publicKey),
    notBefore: new Date(),
  });
  return new X509Certificate(Buffer.from(certificate)).toString();
}

it("yubico-piv-tool is tried on our card up to 2.2, from 2.3 on it takes YubiKeys only", () => {
  assert.equal(yubicoRefusal("yubico-piv-tool 2.2.0\n"), false);
  assert.match(String(yubicoRefusal("yubico-piv-tool 2.7.1\n")), /2\.7\.1 takes YubiKeys only/);
});
