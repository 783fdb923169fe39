import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, constants, openSync, readdirSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { skipWithout } from "../../src/foundation/testing/skip-without.ts";
import { PersonaCardIssuer } from "../../src/harness/index.ts";
import { VirtualCard } from "../../src/virtual-card/index.ts";
import { WatchedCard } from "../../soak/desktop/watched-card.ts";
import { skipWithoutPcscPrograms, startServiceReaders } from "../service-readers.ts";
import { startCommand } from "./command-line.ts";

const origin = "https://records.test";
const nobody = 65534;
const root = process.platform === "linux" && process.geteuid?.() === 0;
const skip = skipWithoutPcscPrograms() || skipWithout(root ? undefined : "another user can be played by root alone");

/** All text that another user of this machine can read about its processes, and in a folder. */
function readableToOthers(folder: string): string[] {
  const texts: string[] = [];
  const read = (path: string) => {
    try {
      texts.push(readFileSync(path, "utf8"));
    } catch {
      // Not for others, or gone.
    }
  };
  const readAll = (path: string) => {
    try {
      for (const entry of readdirSync(path, { withFileTypes: true })) {
        if (entry.isDirectory()) readAll(join(path, entry.name));
        else if (entry.isFile()) read(join(path, entry.name));
      }
    } catch {
      // Not for others.
    }
  };
  process.seteuid?.(nobody);
  try {
    for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name)))
      for (const what of ["cmdline", "environ"]) read(`/proc/${id}/${what}`);
    readAll(folder);
  } finally {
    process.seteuid?.(0);
  }
  return texts;
}

describe("another user of the machine, while a passcode window is open", { skip }, () => {
  it("finds its address nowhere, and reaches the card with no guess", async () => {
    await using opened = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), "cis2-testkit-second-user-"));
    opened.defer(() => rm(folder, { recursive: true }));
    await chmod(folder, 0o755);
    const [given, stays] = [join(folder, "given"), join(folder, "stays")];
    for (const pipe of [given, stays]) assert.equal(spawnSync("mkfifo", [pipe]).status, 0);
    await chmod(given, 0o600);
    // A browser that stays open: other users see its arguments.
    const browser = `#!/bin/sh\nprintf %s "$1" > ${given}\nread line < ${stays}\n`;
    await writeFile(join(folder, "xdg-open"), browser, { mode: 0o755 });
    opened.defer(() => {
      closeSync(openSync(stays, constants.O_WRONLY | constants.O_NONBLOCK));
    });
    const desk = opened.adopt(await startServiceReaders(), (one) => one.stop());
    const issuer = await PersonaCardIssuer.open();
    const card = new WatchedCard(new VirtualCard((await issuer.make("one-role", "piv")).image));
    desk.reader().insert(card);
    const client = opened.use(
      startCommand(desk, ["client", "--json", "--log", "silent", "--origin", origin, "--port-service-port", "0"], {
        PATH: `${folder}:${process.env["PATH"] ?? ""}`,
        TMPDIR: folder,
      }),
    );
    const { userService } = (await client.next({})) as { userService: number };
    const service = `http://localhost:${String(userService)}`;
    const asked = fetch(`${service}/authentication/authenticate`, {
      method: "POST",
      headers: { origin, "content-type": "application/json" },
      body: JSON.stringify({ challenge: randomBytes(32).toString("base64") }),
    }).catch(() => undefined);
    const argument = await readFile(given, "utf8");

    const send = (path: string, form: Record<string, string>) =>
      fetch(new URL(path, service), { method: "POST", headers: { origin: service }, body: new URLSearchParams(form) });
    const found = readableToOthers(folder).flatMap((text) =>
      [...text.matchAll(/\/passcode\/[\w-]+/g)].map(([one]) => one),
    );
    const guesses = [
      "/passcode/",
      "/passcode/1",
      "/passcode/undefined",
      "/passcode/assets",
      "/passcode/%2e%2e/passcode/1",
    ];
    for (const path of [...found, ...guesses]) await (await send(path, { passcode: "00000000" })).text();
    assert.deepEqual(found, []);
    assert.deepEqual([card.passcodes, card.triesLeft], [0, 3]);

    // The window was open all the while, at the address that this user's browser was given.
    const [, window = ""] = /url=([^"]+)/.exec(await readFile(argument.replace("file://", ""), "utf8")) ?? [];
    assert.match(await (await fetch(window)).text(), /passcode/i);
    await (await send(window, { cancel: "cancel" })).text();
    assert.equal((await asked)?.ok, false);
    assert.equal(await client.stop(), 0);
    assert.deepEqual(readdirSync(folder).sort(), ["given", "stays", "xdg-open"]);
  });
});
