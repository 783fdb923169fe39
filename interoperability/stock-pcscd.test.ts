import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { VirtualCard } from "../src/virtual-card/index.ts";
import { issueCard, passcode } from "../src/virtual-card/testing/issue-card.ts";
import { cardForPrograms } from "./card-for-programs.ts";
import { skipWithoutPcscd, startPcscd, vpcdReader } from "./pcscd.ts";
import { runTool, type ToolRun } from "./tool.ts";

/** What is tried both ways. The first slot of vpcd's reader has the name of the service's reader. */
const commands: readonly (readonly [string, ...string[]])[] = [
  ["opensc-tool", "--name", "--atr", "--serial"],
  ["opensc-tool", "--reader", "0", "--list-files"],
  ["pkcs15-tool", "--dump"],
  ["pkcs11-tool", "--list-objects", "--login", "--pin", passcode],
  ["pkcs11-tool", "--test", "--login", "--pin", passcode],
  ["pkcs11-tool", "--login", "--pin", "000000", "--list-objects"],
];

/** pkcs11-tool numbers some objects by their place in memory. */
function comparable({ stdout, ...run }: ToolRun): ToolRun {
  return { ...run, stdout: stdout.replace(/object \d+/g, "object") };
}

describe("the testkit's PC/SC service beside pcscd with vpcd", { skip: skipWithoutPcscd() }, () => {
  for (const profile of ["piv", "series8"]) {
    it(`makes OpenSC print the same of a ${profile} card`, async () => {
      const made = issueCard({ profile });
      const pcscd = await startPcscd();
      const reader = vpcdReader({ port: pcscd.ports[0] });
      const ours = await cardForPrograms(new VirtualCard(made));
      try {
        await reader.insert(new VirtualCard(made));
        for (const command of commands) {
          const theirs = comparable(await runTool(command, { pcscd }));
          assert.deepEqual(comparable(await ours.run(...command)), theirs, command.join(" "));
        }
      } finally {
        await reader.eject();
        await Promise.all([pcscd.stop(), ours.stop()]);
      }
    });
  }
});
