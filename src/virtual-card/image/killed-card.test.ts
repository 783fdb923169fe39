import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { isThorough } from "../../foundation/testing/thorough.ts";
import { matchesHash } from "../secrets/passcode-hash.ts";
import { cardUseScripts, type CardUseScript } from "../testing/card-use.ts";
import { issueCard, passcode } from "../testing/issue-card.ts";
import { FileStore, readCardImage } from "./file-store.ts";

const kills = isThorough ? 210 : 30;
const parallelCards = 3;
/** Two rounds of the worker: each of its five commands says a line before and after. */
const linesBeforeKill = 20;
/** As many as a card can have, so that kills between a spent try and its return do not lock it. */
const limit = 15;
const worker = join(import.meta.dirname, "../testing/card-use-worker.ts");

describe("a card whose process is killed", { concurrency: true }, () => {
  const directory = mkdtempSync(join(tmpdir(), "cis2-testkit-killed-"));
  after(() => {
    rmSync(directory, { recursive: true });
  });

  for (const [profile, holder] of Object.entries(cardUseScripts)) {
    it(
      `has lost nothing and gives no try back, through ${kills} kills at random moments: ${profile}`,
      { timeout: 300_000 },
      async () => {
        const files = Array.from({ length: parallelCards }, (_, number) =>
          join(directory, `${profile}-${number}.json`),
        );
        await Promise.all(files.map((file) => live(file, profile, holder)));
      },
    );
  }
});

/** One card that is used and killed again and again, always from the file the one before left. */
async function live(file: string, profile: string, holder: CardUseScript): Promise<void> {
  const image = issueCard({ profile });
  const pin = image.applets[0]?.references.pin;
  if (pin !== undefined) pin.triesLimit = pin.triesLeft = limit;
  new FileStore(file).save(image);
  let state: CardState = { tries: limit, pin: passcode, number: 0 };
  let steps = 0;
  for (let kill = 0; kill < kills / parallelCards; kill += 1) {
    const lines = await useAndKill(file, state);
    const { settled, possible } = follow(state, lines);
    steps += lines.length;
    const pins = possible.map(({ pin }) => pin);
    state = stateOnDisk(file, pins, holder);
    const told = `after ${JSON.stringify(settled)} and "${lines.at(-1) ?? "nothing"}" the file says ${JSON.stringify(state)}`;
    assert.ok(
      possible.some((one) => isDeepEqual(one, state)),
      told,
    );
  }
  assert.ok(steps > kills / parallelCards, `the card was hardly used before it was killed: ${steps} lines`);
}

interface CardState {
  readonly tries: number;
  readonly pin: string;
  readonly number: number;
}

async function useAndKill(file: string, { pin, number }: CardState): Promise<string[]> {
  const child = spawn(process.execPath, [worker, file, pin, String(number + 1)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(dirname(file), "compile-cache") },
  });
  const lines: string[] = [];
  const reader = createInterface(child.stdout);
  reader.on("line", (line) => lines.push(line));
  const closed = once(reader, "close");
  const enough = 1 + randomInt(linesBeforeKill);
  while (lines.length < enough && child.exitCode === null) await Promise.race([once(reader, "line"), closed]);
  await pause(randomInt(5));
  child.kill("SIGKILL");
  await closed;
  return lines;
}

/** The state after the last command that was answered, and all that the file may hold given the one under way. */
function follow(start: CardState, lines: readonly string[]): { settled: CardState; possible: CardState[] } {
  let settled = start;
  let possible = [start];
  for (const line of lines) {
    const [word = "", step = "", value = ""] = line.split(" ");
    if (word === "begin") possible = [settled, ...during(settled, step, value)];
    else {
      const expected = {
        wrong: `63C${(settled.tries - 1).toString(16).toUpperCase()}`,
        right: "9000",
        put: "9000",
        change: "9000",
      }[step];
      assert.equal(word, expected, `${line} from ${JSON.stringify(settled)}`);
      settled = during(settled, step, value).at(-1) ?? settled;
      possible = [settled];
    }
  }
  return { settled, possible };
}

/** The states a command goes through, the last one being that of its answer. */
function during(state: CardState, step: string, value: string): CardState[] {
  const spent = { ...state, tries: state.tries - 1 };
  const restored = { ...state, tries: limit };
  if (step === "wrong") return [spent];
  if (step === "right") return [spent, restored];
  if (step === "change") return [spent, restored, { ...restored, pin: value }];
  return [{ ...state, number: Number(value) }];
}

function stateOnDisk(file: string, pins: readonly string[], { hashedForm, storedNumber }: CardUseScript): CardState {
  const [applet] = readCardImage(file).applets;
  assert.ok(applet);
  const { hash, triesLeft } = applet.references.pin;
  const pin = pins.find((candidate) => matchesHash(hashedForm(candidate), hash));
  return { tries: triesLeft, pin: pin ?? "another PIN", number: storedNumber(applet) };
}

function isDeepEqual(one: CardState, other: CardState): boolean {
  return one.tries === other.tries && one.pin === other.pin && one.number === other.number;
}
