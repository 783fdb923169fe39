import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { nextPrinted } from "../../foundation/testing/next-printed.ts";
import { openingCommand } from "./open-in-browser.ts";

const opener = new URL("open-in-browser.ts", import.meta.url).href;
const url = "http://localhost:1234/passcode/secret-of-the-window";
const secrets = {
  CIS2_TESTKIT_PASSCODE: "p-1",
  CIS2_TESTKIT_NEW_PASSCODE: "p-2",
  CIS2_TESTKIT_PUK: "p-3",
  CIS2_TESTKIT_CONTROL_TOKEN: "p-4",
};

it("starts the opener of the system, with a file of the one folder of this process", () => {
  const windows = ["rundll32", "url.dll,FileProtocolHandler", url];
  assert.deepEqual(openingCommand(url, "win32"), windows);
  const [mac, first = "", ...others] = openingCommand(url, "darwin");
  const [linux, second = ""] = openingCommand(url, "linux");
  assert.deepEqual([mac, others, linux], ["open", [], "xdg-open"]);
  assert.equal(dirname(first), dirname(second));
  assert.notEqual(first, second);
});

/** Opens the window in its own process, with an `xdg-open` that writes down what it was given, and goes on as browsers do. */
async function opened(address = url) {
  const folder = await mkdtemp(join(tmpdir(), "open-in-browser-"));
  const written = join(folder, "written");
  const browser =
    `#!/bin/sh\n{ printf '%s\\n' "$@" $$ "$(cut -d ' ' -f 5 /proc/$$/stat)" "$(readlink /proc/$$/fd/0)"; env; } ` +
    `> ${written}.draft\nmv ${written}.draft ${written}\nexec sleep 600\n`;
  await writeFile(join(folder, "xdg-open"), browser, { mode: 0o755 });
  const child = opening(address, `${folder}:${process.env["PATH"] ?? ""}`);
  const exited = once(child, "exit");
  let text: string | undefined;
  while ((text = await readFile(written, "utf8").catch(() => undefined)) === undefined && child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const [given = "", id = "", group, input, ...environment] = (text ?? "").split("\n");
  return {
    given,
    process: { id, group, input },
    environment,
    close: async () => {
      child.stdin.end();
      const [code] = (await exited) as [number | null];
      assert.equal(code, 0);
    },
    [Symbol.asyncDispose]: async () => {
      if (id !== "") process.kill(Number(id));
      child.stdin.end();
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

function opening(address: string, path: string, environment: NodeJS.ProcessEnv = {}) {
  const script = `import { openInBrowser } from ${JSON.stringify(opener)};
    openInBrowser(${JSON.stringify(address)}, (error) => { console.log(error.message); });
    process.stdin.resume();`;
  return spawn(process.execPath, ["--input-type=module", "--eval", script], {
    env: { ...process.env, ...secrets, PATH: path, ...environment },
    stdio: ["pipe", "pipe", "inherit"],
  });
}

/** What is said if this is the one program there is. */
async function failureWith(
  { file, text }: { file: string; text: string },
  environment: NodeJS.ProcessEnv = {},
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "open-in-browser-"));
  await writeFile(join(folder, file), text, { mode: 0o755 });
  using child = opening(url, folder, environment);
  const line = await nextPrinted(child.stdout);
  child.stdin.end();
  await once(child, "exit");
  await rm(folder, { recursive: true });
  return line.trimEnd();
}

describe("opening a passcode window in the browser", { skip: process.platform !== "linux" && "other openers" }, () => {
  it("shows its address in no argument, only in a file of this user, which is gone afterwards", async () => {
    await using window = await opened();
    assert.doesNotMatch(window.given, /secret-of-the-window/);
    assert.equal((await stat(window.given)).mode & 0o777, 0o600);
    assert.equal((await stat(dirname(window.given))).mode & 0o777, 0o700);
    assert.match(await readFile(window.given, "utf8"), new RegExp(url));
    const { id, group, input } = window.process;
    assert.deepEqual({ group, input }, { group: id, input: "/dev/null" }, "the browser is left to itself");
    await window.close();
    await assert.rejects(stat(window.given), { code: "ENOENT" });
  });

  it("is a page that leads to the address, whatever is in that", async () => {
    const href = "http://localhost:1234/passcode/a?b=1&amp;c=%22%3E";
    await using window = await opened('http://localhost:1234/passcode/a?b=1&c=">');
    assert.equal(
      await readFile(window.given, "utf8"),
      '<!doctype html>\n<meta charset="utf-8">\n<title>Smartcard</title>\n' +
        `<meta http-equiv="refresh" content="0; url=${href}">\n<p><a href="${href}">Open the passcode window</a></p>\n`,
    );
    await rm(dirname(window.given), { recursive: true });
    await window.close();
  });

  it("says that there is no browser, or how its opener ended", async () => {
    const without = { file: "another", text: "" };
    assert.equal(await failureWith(without), "spawn xdg-open ENOENT");
    assert.equal(await failureWith({ file: "xdg-open", text: "#!/bin/sh\nexit 3\n" }), "xdg-open ended with 3");
    assert.match(await failureWith(without, { TMPDIR: "/nowhere" }), /^ENOENT.*\/nowhere\/cis2-testkit-window-/);
  });

  it("gives the browser none of this process's secrets", async () => {
    await using window = await opened();
    assert.ok(window.environment.some((line) => line.startsWith("PATH=")));
    for (const name of Object.keys(secrets)) assert.ok(!window.environment.some((line) => line.startsWith(`${name}=`)));
  });
});
