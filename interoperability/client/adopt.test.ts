import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { runInProcess } from "../../src/cli/testing/run-in-process.ts";
import { ControlClient } from "../../src/control-api/index.ts";
import { cacheDirectory, EmulatedAuthorities, openKeyStore } from "../../src/pki/index.ts";
import { systemClock } from "../../src/foundation/clock.ts";
import { VirtualCard } from "../../src/virtual-card/index.ts";
import { skipWithoutPcscPrograms, startServiceReaders, type ServiceReaders } from "../service-readers.ts";
import { stranger, strangersCard } from "../untrusted-card.ts";
import { startCommand, type RunningCommand } from "./command-line.ts";
import { closeAll } from "../../src/foundation/testing/close-all.ts";

/** One for both cards: the PC/SC library of this process knows one service. */
let desk: ServiceReaders;
let directory: string;
const skip = skipWithoutPcscPrograms();
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "cis2-testkit-adopt-"));
  if (skip === false) desk = await startServiceReaders();
});
after(() =>
  closeAll(
    () => skip === false && desk.stop(),
    () => rm(directory, { recursive: true }),
  ),
);

for (const profile of ["piv", "series8"]) {
  describe(`a ${profile} card that was issued elsewhere`, { skip }, () => {
    let serve: RunningCommand;
    let control: ControlClient;
    let controlOrigin: string;
    let issuer: string;
    before(async () => {
      desk.reader().insert(new VirtualCard((await strangersCard(profile)).image));
      const ports = ["--internet-port", "0", "--hscn-port", "0", "--control-port", "0"];
      serve = startCommand(desk, ["serve", ...ports, "--no-desktop", "--no-demo", "--json"]);
      const ready = await serve.next({});
      issuer = String(ready["issuer"]);
      controlOrigin = String(ready["controlApi"]);
      control = new ControlClient(controlOrigin);
    });
    after(() =>
      closeAll(
        () => {
          desk.reader().eject();
        },
        () => serve.stop(),
      ),
    );

    const run = (...words: string[]) =>
      runInProcess(words, {
        environment: { ...desk.environment, CIS2_TESTKIT_PASSCODE: stranger.passcode },
      });
    const signIn = (...words: string[]) => run("login", "--reader", desk.readers[0], "--json", ...words);
    const subjectOf = (stdout: string) => (JSON.parse(stdout) as { claims: { sub: string } }).claims.sub;

    it("is refused by a running fake CIS2, and signs in once it is adopted, until the reset", async () => {
      const before = await signIn("--issuer", issuer);
      assert.match(before.stderr, /^CERTIFICATE_UNTRUSTED/);
      const adopted = await run("adopt", "--control", controlOrigin, "--persona", "two-roles", "--json");
      assert.equal(adopted.exitCode, 0, adopted.stderr);
      const { userId, trusts, roles } = JSON.parse(adopted.stdout) as {
        userId: string;
        trusts: string;
        roles: { roleId: string }[];
      };
      assert.deepEqual([userId, trusts, roles.length], [stranger.userId, "certificates", 2]);
      const { exitCode: status, stdout, stderr } = await signIn("--issuer", issuer, "--role", roles[0]?.roleId ?? "");
      assert.equal(status, 0, stderr);
      assert.equal(subjectOf(stdout), stranger.userId);
      await control.reset();
      assert.match((await signIn("--issuer", issuer)).stderr, /^CERTIFICATE_UNTRUSTED/);
    });

    it("brings its issuer along where a file shows it, and nothing where the file is another's", async () => {
      const keys = openKeyStore({ directory: join(cacheDirectory(), "authorities-of-strangers") });
      const theirs = await EmulatedAuthorities.create({ keys, clock: systemClock });
      const ours = await EmulatedAuthorities.create({ keys: openKeyStore(), clock: systemClock });
      const file = async (name: string, authorities: EmulatedAuthorities) => {
        const path = join(directory, name);
        const { authentication, signing } = authorities;
        const pem = [authentication, signing].map(({ certificate: { der } }) =>
          ["-----BEGIN CERTIFICATE-----", Buffer.from(der).toString("base64"), "-----END CERTIFICATE-----"].join("\n"),
        );
        await writeFile(path, pem.join("\n"));
        return path;
      };
      const adopt = (path: string) => run("adopt", "--control", controlOrigin, "--issuer-file", path);
      const refused = await adopt(await file("ours.pem", ours));
      assert.deepEqual([refused.exitCode, /^CARD_NOT_ADOPTABLE.*issuers given/.test(refused.stderr)], [8, true]);
      const { exitCode: status, stdout, stderr } = await adopt(await file("theirs.pem", theirs));
      assert.equal(status, 0, stderr);
      assert.match(stdout, /Trusted: +certificates of .*; here only/);
    });

    it("signs in at a fake CIS2 of that one sign-in, with --adopt", async () => {
      assert.match((await signIn()).stderr, /^CERTIFICATE_UNTRUSTED/);
      const { exitCode: status, stdout, stderr } = await signIn("--adopt");
      assert.equal(status, 0, stderr);
      assert.equal(subjectOf(stdout), stranger.userId);
      const { stderr: refused, exitCode: code } = await run("login", "--adopt");
      assert.deepEqual([code, /^CONFIGURATION_INVALID.*adopt/.test(refused)], [2, true]);
    });

    it("is told by its serial", async () => {
      const { stdout } = await run("readers", "--json");
      const { serial } = JSON.parse(stdout.split("\n")[0] ?? "") as { serial: string };
      const [registered] = (await control.cards()).filter(({ userId }) => userId === stranger.userId);
      assert.equal(registered?.serial, serial);
      assert.match(serial, profile === "piv" ? /^[0-9A-F]{32}$/ : /^[0-9A-F]{16}$/);
    });
  });
}
