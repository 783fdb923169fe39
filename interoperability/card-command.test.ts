import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { after, before, describe, it } from "node:test";
import { runCli, startCli } from "../src/cli/testing/run-cli.ts";
import { readCardImage } from "../src/virtual-card/index.ts";
import { skipWithoutPcscd, startPcscd, type Pcscd } from "./pcscd.ts";
import { runTool } from "./tool.ts";
import { closeAll } from "../src/foundation/testing/close-all.ts";

describe("card commands put a card into a reader of pcscd", { skip: skipWithoutPcscd() }, () => {
  const directory = mkdtempSync(join(tmpdir(), "cis2-testkit-insert-"));
  let pcscd: Pcscd;
  before(async () => {
    pcscd = await startPcscd();
  });
  after(() =>
    closeAll(
      () => pcscd.stop(),
      () => rm(directory, { recursive: true }),
    ),
  );

  /** Runs the command, waits until the card is in, does the work, and interrupts it. */
  async function whileShown(
    args: string[],
    work: () => Promise<void>,
  ): Promise<{ stdout: string; code: number | null }> {
    using opened = new DisposableStack();
    const child = opened.adopt(startCli("card", ...args, "--port", String(pcscd.ports[0])), (one) =>
      one.kill("SIGKILL"),
    );
    const stdout = text(child.stdout);
    const lines = createInterface(child.stderr);
    for await (const line of lines) if (line.includes("is in the reader")) break;
    await work();
    child.kill("SIGINT");
    const [code] = (await once(child, "exit")) as [number | null];
    return { stdout: await stdout, code };
  }

  it("insert keeps in the file what happens to the card", async () => {
    const file = join(directory, "card.json");
    await runCli("card", "issue", "one-role", "--output", file);
    const { code } = await whileShown(["insert", file], async () => {
      const { stderr } = await runTool(["pkcs15-tool", "--verify-pin", "--pin", "00000000"], { pcscd });
      assert.match(stderr, /incorrect/);
    });
    assert.equal(code, 0);
    assert.equal(readCardImage(file).applets[0]?.references.pin.triesLeft, 2);
  });

  it("trace prints what passes, in words and without the passcode", async () => {
    const { stdout } = await whileShown(["trace", "one-role"], async () => {
      await runTool(["pkcs15-tool", "--verify-pin", "--pin", "98765432"], { pcscd });
    });
    assert.match(stdout, /> SELECT A000000308/);
    assert.match(stdout, /> GET DATA of Card Capability Container/);
    assert.match(stdout, /> VERIFY {2}00200080 \[8 bytes not shown\]\n\d+ < 63C2 verification failed, 2 tries left/);
    assert.doesNotMatch(stdout, /98765432|3938373635343332/);
  });

  it("insert makes a card faulty on request", async () => {
    await whileShown(["insert", "one-role", "--fault", "wrong-status-word:CB=6F00"], async () => {
      const { stderr } = await runTool(["pkcs15-tool", "--read-certificate", "01"], { pcscd });
      assert.notEqual(stderr, "");
    });
  });
});
