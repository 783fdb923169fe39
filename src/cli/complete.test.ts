import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtempDisposable, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { skipWithout } from "../foundation/testing/skip-without.ts";
import { completionScript } from "./completions.ts";
import { runInProcess } from "./testing/run-in-process.ts";

const bin = fileURLToPath(new URL("../../bin/cis2-testkit.js", import.meta.url));
const script = (shell: string) => completionScript(new Command("cis2-testkit"), shell, [process.execPath, bin]);
const offered = async (...words: string[]) => (await runInProcess(["complete", "--", ...words])).stdout;

describe("complete", () => {
  it("offers commands, options, and the values that options and operands can have", async () => {
    assert.match(await offered("ca"), /^card\tMake virtual cards/m);
    assert.match(await offered("card", "is"), /^issue\t/);
    assert.match(await offered("login", "--per"), /^--persona\t/);
    assert.match(await offered("login", "--persona", "two"), /^two-roles\t\n:4$/m);
    assert.match(await offered("serve", "--card=series8-d"), /^series8-drops-pin\t/);
    assert.match(await offered("conformance", "--target", "re"), /^reader\t\nreplay\t\nrelying-party\t\n/);
    assert.match(await offered("card", "issue", "lock"), /^locked-card\t/);
  });

  it("leaves names of files to the shell", async () => {
    assert.equal(await offered("conformance", "--config", ""), ":0\n");
  });

  it("refuses a shell that it does not know, and none", async () => {
    for (const words of [["tcsh"], []]) {
      const { exitCode, stderr } = await runInProcess(["complete", ...words]);
      assert.deepEqual(
        [exitCode, stderr.split("\n")[0]],
        [2, "error: complete takes one shell: bash, zsh, fish, powershell"],
      );
    }
  });

  it("registers with PowerShell", async () => {
    const { stdout } = await runInProcess(["complete", "powershell"]);
    assert.match(stdout, /\$RequestComp = "& .+ complete '--' \$QuotedArgs"/);
    assert.match(stdout, /^Register-ArgumentCompleter -CommandName 'cis2-testkit'/m);
    const spaced = completionScript(new Command("cis2-testkit"), "powershell", ["C:\\Program Files\\node.exe", "x.js"]);
    assert.match(spaced, /"& 'C:\\Program Files\\node\.exe' x\.js complete /);
  });
});

/** What completes `cis2-testkit login --persona tw` and `cis2-testkit card is`, in each shell's own way. */
const shells = {
  bash: `source /usr/share/bash-completion/bash_completion
    source "$1"
    for line in "login --persona tw" "card is"; do
      COMP_LINE="cis2-testkit $line" COMP_POINT=$((13 + \${#line})) COMP_WORDS=(cis2-testkit $line) COMP_TYPE=9
      COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
      __cis2_testkit_complete
      echo "\${COMPREPLY[@]}"
    done`,
  fish: `source $argv[1]; complete -C "cis2-testkit login --persona tw"; complete -C "cis2-testkit card is"`,
  // The shell's own functions of completion work only at its prompt.
  zsh: `compdef() { print "compdef $*" }
    _describe() { print -l $completions }
    source $1
    words=(cis2-testkit login --persona tw) CURRENT=4; _cis2-testkit
    words=(cis2-testkit card is) CURRENT=3; _cis2-testkit`,
};

describe("the script for a shell", { concurrency: 3 }, () => {
  for (const [shell, commands] of Object.entries(shells)) {
    const isMissing =
      spawnSync(shell, ["--version"]).error !== undefined ||
      (shell === "bash" && !existsSync("/usr/share/bash-completion/bash_completion"));
    it(
      `completes in ${shell}`,
      { skip: skipWithout(isMissing ? `${shell} with its completion is not installed` : undefined) },
      async () => {
        await using folder = await mkdtempDisposable(join(tmpdir(), "complete-"));
        await writeFile(join(folder.path, "script"), script(shell));
        const words = shell === "fish" ? [] : [shell];
        const printed = execFileSync(shell, ["-c", commands, ...words, join(folder.path, "script")], {
          encoding: "utf8",
          env: { ...process.env, HOME: folder.path, XDG_CONFIG_HOME: folder.path },
        });
        assert.match(printed, /two-roles/);
        assert.match(printed, /issue/);
        assert.doesNotMatch(printed, /one-role|inspect/);
      },
    );
  }
});
