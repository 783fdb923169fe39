import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { cardForPrograms, type CardForPrograms, skipWithoutCardPrograms, readerName } from "../card-for-programs.ts";
import { assertGolden } from "../golden-file.ts";
import { certificates, pivCard } from "./full-card.ts";

const administrationKey = Array.from({ length: 3 }, () => "01:02:03:04:05:06:07:08").join(":");

describe("piv-tool administers the card", { skip: skipWithoutCardPrograms() }, () => {
  const virtualCard = pivCard();
  let card: CardForPrograms;
  before(async () => {
    card = await cardForPrograms(virtualCard, { PIV_EXT_AUTH_KEY: "administration-key" });
    await writeFile(join(card.directory, "administration-key"), administrationKey);
  });
  after(() => card.stop());

  /** Its exit status is the number of bytes it wrote; what went wrong is on standard error. */
  const administer = async (...parameters: string[]) => {
    const { stderr } = await card.run("piv-tool", ...parameters);
    assert.equal(stderr.trim(), "Using reader with a card: Virtual PCD 00 00");
  };

  it("names it and gives its serial number", async () => {
    const { stdout } = await card.succeed("piv-tool", "--name", "--serial");
    assertGolden(join(import.meta.dirname, "golden/piv-tool.txt"), stdout);
  });

  it("puts a certificate in by mutual authentication, and the card gives it back", async () => {
    const pem = new X509Certificate(Buffer.from(certificates.signing)).toString();
    await writeFile(join(card.directory, "certificate.pem"), pem);
    await administer("--admin", "M:9B:03", "--cert", "9E", "--in", "certificate.pem");
    const { stdout } = await card.succeed("pkcs15-tool", "--read-certificate", "04");
    assert.equal(stdout.trim(), pem.trim());
  });

  it("puts an object in", async () => {
    await writeFile(join(card.directory, "object"), Buffer.from("5303AABBCC", "hex"));
    await administer("--admin", "M:9B:03", "--object", "9000", "--in", "object");
    const { stdout } = await card.succeed("piv-tool", "--send-apdu", "00:CB:3F:FF:05:5C:03:5F:C1:06:00");
    assert.match(stdout, /SW1=0x90, SW2=0x00\):\s+53 03 AA BB CC/);
  });

  it("is refused without the administration key", async () => {
    const read = async () => (await card.succeed("pkcs15-tool", "--read-certificate", "01")).stdout;
    const before = await read();
    // The programs before this one left the card as it was, and with it the proof of the key.
    card.readers.eject(readerName);
    card.readers.insert(readerName, virtualCard);
    await writeFile(join(card.directory, "object"), Buffer.from("5303AABBCC", "hex"));
    await card.run("piv-tool", "--object", "0101", "--in", "object");
    assert.equal(await read(), before);
  });
});
