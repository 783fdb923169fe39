import assert from "node:assert/strict";
import { writeFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { VirtualCard } from "../../src/virtual-card/index.ts";
import { certificates, issueCard, keys, passcode, puk } from "../../src/virtual-card/testing/issue-card.ts";
import { cardForPrograms, type CardForPrograms, skipWithoutCardPrograms } from "../card-for-programs.ts";
import { assertGolden } from "../golden-file.ts";
import { OpenSc } from "../opensc.ts";

const golden = (name: string) => join(import.meta.dirname, "golden", name);
/** OpenSC makes it from the public key, which differs from machine to machine. */
const vary = { guid: /(?<=MD:guid +: )[0-9a-f-]{36}/g };
const newPasscode = "654321";

const pairs = [
  { name: "authentication", id: "01", key: keys.rsa, certificate: certificates.authentication },
  { name: "signing", id: "02", key: keys.rsaSigning, certificate: certificates.rsaSigning },
] as const;

describe(
  "OpenSC takes series8 for an Oberthur AuthentIC card, by its ATR alone",
  { skip: skipWithoutCardPrograms() },
  () => {
    let card: CardForPrograms;
    let tools: OpenSc;
    before(async () => {
      card = await cardForPrograms(new VirtualCard(issueCard({ profile: "series8" })));
      tools = new OpenSc(card, passcode);
    });
    after(() => card.stop());

    it("opensc-tool names it", () => tools.assertName(golden("opensc-tool.txt")));

    it("pkcs15-tool lists what is on it", () => tools.assertDump(golden("pkcs15-tool-dump.txt"), vary));

    it("opensc-explorer sees its files and who may use them", async () => {
      await writeFile(tools.file("script"), "ls\ncd 5015\nls\ninfo B001\ninfo 5031\nquit\n");
      const { stdout } = await card.succeed("opensc-explorer", tools.file("script"));
      assertGolden(golden("opensc-explorer.txt"), stdout);
    });

    it("pkcs11-tool's own test passes", async () => {
      const { stdout } = await tools.pkcs11("--test");
      assertGolden(golden("pkcs11-tool-test.txt"), stdout);
    });

    for (const { name, id, key, certificate } of pairs) {
      it(`pkcs15-tool reads the ${name} certificate and public key that were issued`, async () => {
        await tools.assertCertificate(id, certificate);
        const read = await card.succeed("pkcs15-tool", "--read-public-key", id);
        assert.equal(read.stdout, key.publicKey.export({ format: "pem", type: "spki" }));
      });

      it(`pkcs11-tool signs with the ${name} key, and OpenSSL verifies it`, async () => {
        await tools.useKey(key.publicKey);
        // For these two OpenSC gives the card a bare hash; for RSA-PKCS below, the DigestInfo.
        for (const [mechanism, hash] of [
          ["SHA256-RSA-PKCS", "sha256"],
          ["SHA1-RSA-PKCS", "sha1"],
        ] as const) {
          await writeFile(tools.file("message"), `to be signed with ${mechanism}`);
          await tools.pkcs11("--sign", "--id", id, "--mechanism", mechanism, "-i", "message", "-o", "signature");
          assert.ok(await tools.verifies(hash));
          await writeFile(tools.file("message"), "something else");
          assert.ok(!(await tools.verifies(hash)));
        }
        await writeFile(tools.file("message"), "to be signed with a DigestInfo");
        await card.succeed("openssl", "dgst", "-sha256", "-binary", "-out", "hash", "message");
        const prefix = Buffer.from("3031300d060960864801650304020105000420", "hex");
        await writeFile(tools.file("info"), Buffer.concat([prefix, await readFile(tools.file("hash"))]));
        await tools.pkcs11("--sign", "--id", id, "--mechanism", "RSA-PKCS", "-i", "info", "-o", "signature");
        assert.ok(await tools.verifies("sha256"));
      });
    }

    it("pkcs15-crypt signs with both keys", async () => {
      await writeFile(tools.file("message"), "to be signed");
      await card.succeed("openssl", "dgst", "-sha256", "-binary", "-out", "hash", "message");
      for (const { id, key } of pairs) {
        await tools.useKey(key.publicKey);
        const how = ["--sign", "--pkcs1", "--sha-256", "--key", id, "--pin", passcode, "--raw"];
        await card.succeed("pkcs15-crypt", ...how, "--input", "hash", "--output", "signature");
        assert.ok(await tools.verifies("sha256"));
      }
    });

    it("pkcs11-tool deciphers what OpenSSL enciphered, in chained blocks", () =>
      tools.assertDeciphers(keys.rsa.publicKey));
  },
);

describe("OpenSC and the passcode of a series 8 card", { skip: skipWithoutCardPrograms() }, () => {
  let card: CardForPrograms;
  let inserted: VirtualCard;
  const insert = async (options: { passcode?: string } = {}) => {
    inserted = new VirtualCard(issueCard({ profile: "series8", ...options }));
    card = await cardForPrograms(inserted);
  };
  afterEach(() => card.stop());

  const triesLeft = () => inserted.image.applets[0]?.references.pin.triesLeft;
  const verify = (pin: string) => card.run("pkcs15-tool", "--verify-pin", "--pin", pin);
  const change = (from: string, to: string) => card.run("pkcs15-tool", "--change-pin", "--pin", from, "--new-pin", to);
  const unblock = (code: string, to: string) =>
    card.run("pkcs15-tool", "--unblock-pin", "--puk", code, "--new-pin", to);

  it("verifies it", async () => {
    await insert();
    assert.equal((await verify(passcode)).status, 0);
  });

  it("changes it, to 6 to 8 digits only", async () => {
    await insert();
    assert.equal((await change(passcode, newPasscode)).status, 0);
    assert.match((await verify(passcode)).stderr, /PIN code or key incorrect/);
    assert.equal((await verify(newPasscode)).status, 0);
    for (const notAllowed of ["1234", "12345", "abc123"]) {
      const { status, stderr } = await change(newPasscode, notAllowed);
      assert.notEqual(status, 0);
      assert.match(stderr, /Incorrect parameters in APDU/);
    }
    assert.equal(triesLeft(), 3);
  });

  it("reports the lock after three wrong ones, and unblocks it", async () => {
    await insert();
    for (const left of [2, 1, 0]) {
      assert.match((await verify("999999")).stderr, /PIN code or key incorrect/);
      assert.equal(triesLeft(), left);
    }
    assert.match((await verify(passcode)).stderr, /Authentication method blocked/);
    assert.match((await unblock("99999999", newPasscode)).stderr, /PUK code incorrect/);
    assert.equal(inserted.image.applets[0]?.references.puk.triesLeft, 2);
    assert.match((await verify(passcode)).stderr, /Authentication method blocked/);
    assert.equal((await unblock(puk, newPasscode)).status, 0);
    assert.equal(triesLeft(), 3);
    assert.equal((await verify(newPasscode)).status, 0);
  });

  it("verifies an older one of four letters, and can only change it to digits", async () => {
    await insert({ passcode: "Ab1z" });
    assert.equal((await verify("Ab1z")).status, 0);
    assert.match((await verify("ab1z")).stderr, /PIN code or key incorrect/);
    assert.notEqual((await change("Ab1z", "Zb1a")).status, 0);
    assert.equal((await change("Ab1z", newPasscode)).status, 0);
    assert.equal((await verify(newPasscode)).status, 0);
  });
});
