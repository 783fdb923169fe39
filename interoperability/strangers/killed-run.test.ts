import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { describe } from "node:test";
import { fileURLToPath } from "node:url";
import { decodeCommand } from "../../src/iso7816/index.ts";
import type { InsertableCard } from "../../src/virtual-card/index.ts";
import { skip, strangerBench } from "./stranger-bench.ts";
import { secrets } from "./strangers.ts";
import { itUntilFailure } from "../../src/foundation/testing/until-failure.ts";

const it = itUntilFailure();

const bin = fileURLToPath(new URL("../../bin/cis2-testkit.js", import.meta.url));
const stranger = "P-256, 5 tries, 30 days, no discovery, AES-256";
const CHANGE = 0x24;
const RESET = 0x2c;
const PUT = 0xdb;

/** Which command of a run ends it, counted from 1 among those of its instruction, and the case that sends it. */
const moments = [
  ["the passcode was changed", CHANGE, 1, "PIV-CHANGE-01"],
  ["the passcode was changed back", CHANGE, 2, "PIV-CHANGE-01"],
  ["the PUK was changed", CHANGE, 3, "PIV-CHANGE-04"],
  ["the PUK had set another passcode", RESET, 2, "PIV-RESET-01"],
  ["an object was written, in two blocks", PUT, 2, "PIV-PUT-04"],
] as const;

describe("a run on a real card that is killed in the middle of a destructive case", { skip }, () => {
  for (const [moment, instruction, number, id] of moments) {
    it(`is undone by the next run, which says so: after ${moment}`, async () => {
      const { promise: child, resolve: started } = Promise.withResolvers<ChildProcess>();
      let seen = 0;
      const killing = (card: InsertableCard): InsertableCard => ({
        atr: card.atr,
        powerOn: () => {
          card.powerOn();
        },
        reset: () => {
          card.reset();
        },
        transmit: async (command) => {
          const answer = await card.transmit(command);
          const isOne = decodeCommand(command)?.ins === instruction && answer[0] === 0x90;
          if (!isOne || (seen += 1) !== number) return answer;
          const running = await child;
          const gone = once(running, "exit");
          running.kill("SIGKILL");
          await gone;
          return answer;
        },
      });
      await using bench = await strangerBench(stranger, killing);
      const before = bench.dump();
      const known = { CIS2_TESTKIT_PUK: secrets.puk, CIS2_TESTKIT_ADMINISTRATION_KEY: bench.administrationKey ?? "" };
      const words = bench.words("--allow-destructive", "--tags", "@id:APDU-03");
      using killed = spawn(process.execPath, [bin, ...words], {
        env: { ...process.env, ...bench.environment, ...known },
        stdio: "ignore",
      });
      const ended = once(killed, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
      started(killed);
      assert.deepEqual((await ended)[1], "SIGKILL", `the run ended before ${id}`);
      const { status, stderr } = await bench.run(["--tags", "@id:PIV-01"], known);
      assert.match(stderr, new RegExp(`cut off in the middle of ${id} `));
      assert.equal(status, 0, stderr);
      assert.deepEqual(bench.dump(), before);
    });
  }
});
