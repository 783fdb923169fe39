import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, describe } from "node:test";
import { fileURLToPath } from "node:url";
import { exitCodes } from "../../src/conformance/index.ts";
import { PersonaCardIssuer, type PersonaCardImage } from "../../src/harness/index.ts";
import { ControlClient } from "../../src/control-api/index.ts";
import { loadPersonas, personaNamed } from "../../src/fake-cis2/index.ts";
import { VirtualCard } from "../../src/virtual-card/index.ts";
import { cardForPrograms, type CardForPrograms, readerName, skipWithoutCardPrograms } from "../card-for-programs.ts";
import { runCommand, startCommand, type RunningCommand } from "./command-line.ts";
import { closeAll } from "../../src/foundation/testing/close-all.ts";
import { itUntilFailure } from "../../src/foundation/testing/until-failure.ts";

const it = itUntilFailure();

const bin = fileURLToPath(new URL("../../bin/cis2-testkit.js", import.meta.url));
const chosen = "24680246";
const cancelledUser = personaNamed(loadPersonas(), "cancelled-card").user.userId;

for (const profile of ["piv", "series8"]) {
  describe(`a locked ${profile} card, and serve in a process of its own`, { skip: skipWithoutCardPrograms() }, () => {
    let made: PersonaCardImage;
    let shown: CardForPrograms;
    let serve: RunningCommand;
    let control: ControlClient;
    let issuer: string;
    before(async () => {
      const ports = ["--internet-port", "0", "--hscn-port", "0", "--control-port", "0"];
      made = await (await PersonaCardIssuer.open()).make("locked-card", profile);
      shown = await cardForPrograms(new VirtualCard(made.image));
      serve = startCommand(shown, ["serve", ...ports, "--no-desktop", "--no-demo", "--json"]);
      const ready = await serve.next({});
      issuer = String(ready["issuer"]);
      control = new ControlClient(String(ready["controlApi"]));
    });
    after(() =>
      closeAll(
        () => shown.stop(),
        () => serve.stop(),
      ),
    );

    const signIn = (passcode: string) =>
      runCommand(shown, ["login", "--reader", readerName, "--issuer", issuer, "--json"], {
        CIS2_TESTKIT_PASSCODE: passcode,
      });

    it("is refused before it is unlocked", async () => {
      const { status, stderr } = await signIn(made.persona.card.passcode);
      assert.equal(status, exitCodes.refused);
      assert.match(stderr, /^PASSCODE_LOCKED/);
    });

    it("is unlocked with the code that the control API shows, and signs in", async () => {
      using opened = new DisposableStack();
      const words = ["unlock", "--authority", new URL(issuer).origin];
      const env = { ...process.env, ...shown.environment, CIS2_TESTKIT_NEW_PASSCODE: chosen };
      const child = opened.adopt(spawn(process.execPath, [bin, ...words], { env }), (one) => one.kill());
      let printed = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk: Buffer) => (printed += chunk.toString()));
      }
      const exited = once(child, "exit");
      while (!printed.includes("Enter the code sent to") && child.exitCode === null) {
        await Promise.race([once(child.stderr, "data"), exited]);
      }
      const { code, to } = await control.unlockMessage(made.serial);
      assert.equal(to, made.persona.user.email);
      child.stdin.end(`${code}\n`);
      assert.deepEqual(await exited, [0, null], printed);
      assert.ok(!printed.includes(chosen));

      const { status, stdout, stderr } = await signIn(chosen);
      assert.equal(status, 0, stderr);
      const { claims } = JSON.parse(stdout) as { claims: { sub: string } };
      assert.equal(claims.sub, made.persona.user.userId);
      const done = (await control.auditTrail(made.serial)).map(({ action }) => action);
      assert.deepEqual(done.slice(-3), ["unlock-code-sent", "unlock-begun", "unlock-finished"]);
    });

    it("is refused from when it is reported lost", async () => {
      await control.reportCardLost(made.serial);
      const { status, stderr } = await signIn(chosen);
      assert.equal(status, exitCodes.refused);
      assert.match(stderr, /^CERTIFICATE_REVOKED/);
    });

    it("is back in the register, and signs in, after a reset", async () => {
      const before = await control.card(made.serial);
      await control.reset();
      assert.deepEqual(await control.card(made.serial), { ...before, state: "active" });
      const cancelled = (await control.cards()).filter(({ state }) => state === "cancelled");
      assert.deepEqual(new Set(cancelled.map(({ userId }) => userId)), new Set([cancelledUser]));
      assert.deepEqual(await control.unlockMessages(), []);
      const { status, stderr } = await signIn(chosen);
      assert.equal(status, 0, stderr);
    });
  });
}
