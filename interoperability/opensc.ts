import assert from "node:assert/strict";
import type { KeyObject } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CardForPrograms } from "./card-for-programs.ts";
import { assertGolden } from "./golden-file.ts";
import type { ToolRun } from "./tool.ts";

/** What OpenSC's tools do alike with every kind of card. */
export class OpenSc {
  readonly #card: CardForPrograms;
  readonly #passcode: string;

  constructor(card: CardForPrograms, passcode: string) {
    this.#card = card;
    this.#passcode = passcode;
  }

  /** A file of the directory the tools run in. */
  file(name: string): string {
    return join(this.#card.directory, name);
  }

  /** Fails unless the tool succeeded. */
  pkcs11(...parameters: string[]): Promise<ToolRun> {
    return this.#card.succeed("pkcs11-tool", "--login", "--pin", this.#passcode, ...parameters);
  }

  /** Holds what `opensc-tool` calls the card against a golden file. */
  async assertName(golden: string): Promise<void> {
    const { stdout } = await this.#card.succeed("opensc-tool", "--name", "--atr", "--serial");
    assertGolden(golden, stdout);
  }

  /** Holds what `pkcs15-tool` finds on the card against a golden file. */
  async assertDump(golden: string, vary: Parameters<typeof assertGolden>[2]): Promise<void> {
    const { stdout } = await this.#card.succeed("pkcs15-tool", "--dump");
    assertGolden(golden, stdout, vary);
  }

  async assertCertificate(id: string, issued: Uint8Array): Promise<void> {
    const { stdout } = await this.#card.succeed("pkcs15-tool", "--read-certificate", id);
    assert.deepEqual(Buffer.from(stdout.replace(/-----[A-Z ]+-----/g, ""), "base64"), Buffer.from(issued));
  }

  /** Puts a public key where `verifies` and OpenSSL look for it. */
  async useKey(key: KeyObject): Promise<void> {
    await writeFile(this.file("key.pem"), key.export({ format: "pem", type: "spki" }));
  }

  /** Whether OpenSSL takes the file `signature` for one of the file `message`. */
  async verifies(hash: "sha1" | "sha256"): Promise<boolean> {
    const parameters = ["-verify", "key.pem", "-signature", "signature", "message"];
    const { status, stdout } = await this.#card.run("openssl", "dgst", `-${hash}`, ...parameters);
    assert.equal(stdout.includes("Verified OK"), status === 0);
    return status === 0;
  }

  /** Has the card's key 01 decipher what OpenSSL enciphered for it. */
  async assertDeciphers(key: KeyObject): Promise<void> {
    await writeFile(this.file("secret"), "for the card only");
    await this.useKey(key);
    const encrypt = ["-encrypt", "-pubin", "-inkey", "key.pem", "-in", "secret", "-out", "secret.enc"];
    await this.#card.succeed("openssl", "pkeyutl", ...encrypt);
    await this.pkcs11("--decrypt", "--id", "01", "--mechanism", "RSA-PKCS", "-i", "secret.enc", "-o", "opened");
    assert.equal(await readFile(this.file("opened"), "utf8"), "for the card only");
  }
}
