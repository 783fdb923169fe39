import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { exitCodes } from "../../src/conformance/index.ts";
import { startEmbeddedCis2, type EmbeddedCis2, type IssuedCard } from "../../src/harness/index.ts";
import { cardForPrograms, type CardForPrograms, skipWithoutCardPrograms } from "../card-for-programs.ts";
import { runCommand } from "./command-line.ts";
import { closeAll } from "../../src/foundation/testing/close-all.ts";

const bin = fileURLToPath(new URL("../../bin/cis2-testkit.js", import.meta.url));
const chosen = "24680246";

for (const profile of ["piv", "series8"]) {
  describe(`looking after a ${profile} card at the command line`, { skip: skipWithoutCardPrograms() }, () => {
    let embedded: EmbeddedCis2;
    let issued: IssuedCard;
    let shown: CardForPrograms;
    before(async () => {
      embedded = await startEmbeddedCis2({ relyingParties: [] });
      issued = await embedded.issueCard("expiring-certificate", profile);
      shown = await cardForPrograms(issued.card);
    });
    after(() =>
      closeAll(
        () => shown.stop(),
        () => embedded.close(),
      ),
    );

    const authority = () => ["--authority", embedded.cis2.networks.internet.origin];
    const command = async (words: readonly string[], passcodes: NodeJS.ProcessEnv) => {
      const { status, stdout, stderr } = await runCommand(shown, words, passcodes);
      assert.equal(status, 0, stderr);
      for (const secret of Object.values(passcodes)) assert.ok(!(stdout + stderr).includes(secret ?? ""));
      return stdout;
    };

    it("changes the passcode", async () => {
      const CIS2_TESTKIT_PASSCODE = issued.persona.card.passcode;
      const passcodes = { CIS2_TESTKIT_PASSCODE, CIS2_TESTKIT_NEW_PASSCODE: chosen };
      assert.match(await command(["change-passcode"], passcodes), /The passcode has been changed/);
    });

    it("renews the card with the new one", async () => {
      const stdout = await command(["renew", "--json", ...authority()], { CIS2_TESTKIT_PASSCODE: chosen });
      assert.equal((JSON.parse(stdout) as { card: string }).card, issued.serial);
    });

    it("refuses to renew it once more, with an exit code of its own", async () => {
      const passcodes = { CIS2_TESTKIT_PASSCODE: chosen };
      const { status, stderr } = await runCommand(shown, ["renew", ...authority()], passcodes);
      assert.equal(status, exitCodes.refused);
      assert.match(stderr, /RENEWAL_TOO_EARLY/);
    });

    it("unlocks it with the code that was sent, read from standard input", async () => {
      using child = spawn(process.execPath, [bin, "unlock", ...authority()], {
        env: { ...process.env, ...shown.environment, CIS2_TESTKIT_NEW_PASSCODE: "13571357" },
      });
      let printed = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
      }
      const exited = once(child, "exit");
      while (!printed.includes("Enter the code sent to") && child.exitCode === null) {
        await Promise.race([once(child.stderr, "data"), exited]);
      }
      const message = await embedded.cis2.registrationAuthority.codes.message(issued.serial);
      child.stdin.end(`${message?.code ?? ""}\n`);
      assert.deepEqual(await exited, [0, null], printed);
      assert.match(printed, /The card has been unlocked/);
    });
  });
}
