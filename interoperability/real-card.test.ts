import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import type { CliResult } from "../src/cli/testing/run-cli.ts";
import { runInProcess } from "../src/cli/testing/run-in-process.ts";
import type { Report } from "../src/conformance/index.ts";
import { isThorough } from "../src/foundation/testing/thorough.ts";
import { VirtualCard } from "../src/virtual-card/index.ts";
import { skipWithoutPcscPrograms, startServiceReaders, type ServiceReaders } from "./service-readers.ts";
import { stranger, strangersCard } from "./untrusted-card.ts";
import { closeAll } from "../src/foundation/testing/close-all.ts";
import { itUntilFailure } from "../src/foundation/testing/until-failure.ts";

const it = itUntilFailure();

/** A virtual card behind PC/SC represents a real one: a PC/SC program cannot tell them apart. */
interface Bench {
  readonly card: VirtualCard;
  readonly serial: string;
  /** With `null`, the environment has no passcode. */
  run(words: readonly string[], passcode?: string | null): Promise<CliResult>;
  triesLeft(): number | undefined;
  remove(): void;
}

/** One for all, one card after another: the PC/SC library of this process knows one service. */
let desk: ServiceReaders;
const skip = skipWithoutPcscPrograms();
before(async () => {
  if (skip === false) desk = await startServiceReaders();
});
after(async () => {
  if (skip === false) await desk.stop();
});

async function bench(profile: string, triesLeft?: number): Promise<Bench> {
  const card = new VirtualCard((await strangersCard(profile, triesLeft)).image);
  const slot = desk.reader();
  slot.insert(card);
  const run = (words: readonly string[], passcode: string | null = stranger.passcode) => {
    const passcodes = { CIS2_TESTKIT_PASSCODE: passcode ?? undefined, CIS2_TESTKIT_NEW_PASSCODE: undefined };
    return runInProcess(words, { environment: { ...desk.environment, ...passcodes, CIS2_TESTKIT_PUK: "12345678" } });
  };
  const { stdout, stderr } = await run(["readers", "--json"]);
  const [serial] = /(?<="serial":")[0-9A-F]+/.exec(stdout) ?? [];
  if (serial === undefined) {
    slot.eject();
    throw new Error(`readers shows no serial:\n${stdout}${stderr}`);
  }
  return {
    card,
    serial,
    run,
    triesLeft: () => card.image.applets[0]?.references.pin.triesLeft,
    remove: slot.eject,
  };
}

const reader = "Virtual PCD 00 00";

for (const profile of ["piv", "series8"]) {
  describe(`a ${profile} card in a real reader`, { skip }, () => {
    let one: Bench;
    let directory: string;
    before(async () => {
      one = await bench(profile);
      directory = await mkdtemp(join(tmpdir(), "real-card-"));
    });
    after(() =>
      closeAll(
        () => {
          one.remove();
        },
        () => rm(directory, { recursive: true }),
      ),
    );

    const named = () => ["--reader", reader, "--card-serial", one.serial];
    const trace = () => join(directory, "whole.trace.json");
    const reports = (name: string) => ["--report-dir", join(directory, name)];
    const reportIn = async (name: string) => {
      return JSON.parse(await readFile(join(directory, name, "report.json"), "utf8")) as Report;
    };
    const conformance = (...words: string[]) => {
      return ["conformance", "--target", "reader", ...reports("reports"), ...words];
    };

    it("is not used without both opt-ins, nor when another card is there", async () => {
      const without = [
        [[], /the reader, the card's serial/],
        [["--reader", reader], /missing: the card's serial/],
        [["--card-serial", one.serial], /missing: the reader/],
      ] as const;
      for (const [words, missing] of without) {
        const { exitCode: status, stderr } = await one.run(conformance(...words));
        assert.equal(status, 2, stderr);
        assert.match(stderr, /^REAL_CARD_NOT_NAMED/);
        assert.match(stderr, missing);
      }
      const { exitCode: status, stderr } = await one.run(conformance("--reader", reader, "--card-serial", "00112233"));
      assert.equal(status, 2);
      assert.match(stderr, new RegExp(`^REAL_CARD_OTHER: .*${one.serial}, not 00112233`));
    });

    it("passes what applies to a real card, is left as it was, and says why the rest does not apply", async () => {
      const before = one.card.image;
      const {
        exitCode: status,
        stdout,
        stderr,
      } = await one.run(["record", "--output", trace(), ...named(), ...reports("whole")]);
      assert.equal(status, 0, `${stderr}\n${stdout.slice(0, 2000)}`);
      const { scenarios } = await reportIn("whole");
      const verdicts = new Set(scenarios.map(({ verdict }) => verdict));
      assert.deepEqual(verdicts, new Set(["passed", "not applicable"]));
      const passed = scenarios.filter(({ verdict }) => verdict === "passed").length;
      assert.ok(passed > 60, `only ${passed} scenarios passed`);
      for (const { id, verdict, reason } of scenarios) {
        if (verdict === "not applicable") assert.ok((reason ?? "").length > 10, `${id} gives no reason`);
      }
      assert.deepEqual(one.card.image, before);
    });

    it("is written to, and has its tries spent, with leave alone, and is back where it was afterwards", async () => {
      const tries = () => one.card.image.applets[0]?.references;
      const words = ["--tags", "@destructive", "--json", ...named()];
      const refused = await one.run(conformance(...words));
      assert.equal(refused.exitCode, 5, refused.stderr);
      const { exitCode: status, stdout, stderr } = await one.run(conformance(...words, "--allow-destructive"));
      assert.equal(status, 0, `${stderr}\n${stdout.slice(0, 2000)}`);
      assert.ok((JSON.parse(stdout) as Report).scenarios.some(({ verdict }) => verdict === "passed"));
      assert.deepEqual([tries()?.pin.triesLeft, tries()?.puk.triesLeft], [3, 3]);
      const signIn = await one.run(conformance("--tags", "@id:NETWORK-01", ...named()));
      assert.equal(signIn.exitCode, 0, signIn.stdout);
    });

    it("leaves a trace that replays to the same verdicts, and holds no passcode", async () => {
      const text = await readFile(trace(), "latin1");
      for (const form of formsOf(stranger.passcode)) assert.ok(!text.includes(form), `the trace holds ${form}`);
      const replayed = await one.run(["replay", trace(), ...reports("in order")], "");
      assert.equal(replayed.exitCode, 0, replayed.stderr);
      assert.deepEqual(verdictsOf(await reportIn("in order")), verdictsOf(await reportIn("whole")));
    });

    it("leaves a trace that replays by command alone, a part of it as well", async () => {
      const tags = isThorough ? [] : ["--tags", "@req:NHS-08 or @id:NETWORK-01"];
      const replayed = await one.run(["replay", trace(), "--trace-match", "command", ...tags, ...reports("part")], "");
      assert.equal(replayed.exitCode, 0, replayed.stderr);
      const part = verdictsOf(await reportIn("part"));
      assert.ok(Object.keys(part).length > 1);
      const whole = verdictsOf(await reportIn("whole"));
      assert.deepEqual(part, Object.fromEntries(Object.keys(part).map((key) => [key, whole[key]])));
    });

    it("leaves a trace that names the first difference from what is replayed", async () => {
      const trace = join(directory, "sign-in.trace.json");
      const recorded = await one.run(["record", "--sign-in", "-o", trace, ...named(), ...reports("sign-in")]);
      assert.equal(recorded.exitCode, 0, recorded.stderr);
      const whole = JSON.parse(await readFile(trace, "utf8")) as { exchanges: { command: string }[] };
      const signs = whole.exchanges.findIndex(
        ({ command }) => command.slice(2, 4) === (profile === "piv" ? "87" : "2A"),
      );
      assert.ok(signs > 0);
      whole.exchanges.splice(signs - 1, 1);
      await writeFile(trace, JSON.stringify(whole));
      const replayed = await one.run(["replay", trace, ...reports("sign-in")]);
      assert.equal(replayed.exitCode, 1);
      assert.match(replayed.stderr, /NETWORK-01.* was recorded as passed, and replayed as failed/);
      assert.match(replayed.stderr, new RegExp(`TRACE_MISMATCH: .*exchange ${signs} of ${whole.exchanges.length} is `));
      await writeFile(trace, JSON.stringify({ ...whole, version: 2 }));
      const { exitCode: status, stderr } = await one.run(["replay", trace, ...reports("sign-in")]);
      assert.deepEqual([status, /^DATA_FILE_INVALID: .*version/.test(stderr)], [2, true]);
    });

    it("is not asked for anything where its trace could not be written", async () => {
      const output = join(trace(), "card.trace.json");
      const { exitCode: status, stderr } = await one.run([
        "record",
        "--sign-in",
        "-o",
        output,
        ...named(),
        ...reports("none"),
      ]);
      assert.equal(status, 2, stderr);
      assert.match(stderr, /^DATA_FILE_INVALID: .*whole\.trace\.json cannot be used/);
    });

    for (const [passcode, name] of [
      [null, "there is no terminal to ask at"],
      ["", "the one of the environment is empty"],
    ] as const) {
      it(`keeps its tries if no passcode is given and ${name}`, async () => {
        using undo = new DisposableStack();
        undo.defer(hideTerminal());
        const words = conformance("--tags", "@id:NETWORK-01", ...named());
        const { exitCode: status, stderr } = await one.run(words, passcode);
        assert.deepEqual([status, one.triesLeft()], [3, 3]);
        assert.match(stderr, /^PASSCODE_UNAVAILABLE: [^\n]+\nSet CIS2_TESTKIT_PASSCODE\b/);
      });
    }

    it("has one try spent by a wrong passcode, which ends the run before its first scenario", async () => {
      const words = conformance("--tags", "@id:NETWORK-01", ...named());
      const { exitCode: status, stdout, stderr } = await one.run(words, "99999999");
      assert.equal(status, 8);
      assert.match(stderr, /^PASSCODE_REFUSED: .*tries left: 2/);
      assert.equal(stdout, "Target: reader. Configuration file: none.\n");
      assert.equal(one.triesLeft(), 2);
    });
  });

  describe(`a ${profile} card with one try left`, { skip }, () => {
    let one: Bench;
    before(async () => {
      one = await bench(profile, 1);
    });
    after(() => {
      one.remove();
    });

    for (const words of [[], ["--allow-destructive"]]) {
      it(`is let be, and keeps its try: ${words.join() || "by default"}`, async () => {
        const named = ["--reader", reader, "--card-serial", one.serial];
        const { exitCode: status, stderr } = await one.run(["conformance", "--target", "reader", ...named, ...words]);
        assert.equal(status, 3, stderr);
        assert.match(stderr, /^REAL_CARD_LAST_TRY/);
        assert.equal(one.triesLeft(), 1);
      });
    }
  });
}

/** Makes standard input no terminal, as in a pipeline; the function returned undoes it. */
function hideTerminal(): () => void {
  const own = Object.getOwnPropertyDescriptor(process.stdin, "isTTY");
  Object.defineProperty(process.stdin, "isTTY", { value: false, configurable: true });
  return () => {
    if (own) Object.defineProperty(process.stdin, "isTTY", own);
    else Reflect.deleteProperty(process.stdin, "isTTY");
  };
}

/** How a file could hold a passcode: as it is, in hexadecimal, padded or not, and in Base64. */
function formsOf(passcode: string): string[] {
  const ascii = Buffer.from(passcode, "latin1");
  const padded = Buffer.from(passcode.padEnd(8, "\xff"), "latin1");
  return [ascii, padded].flatMap((bytes) => [
    bytes.toString("latin1"),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    bytes.toString("base64"),
    bytes.toString("base64url"),
  ]);
}

function verdictsOf({ scenarios }: Report): Record<string, string> {
  return Object.fromEntries(scenarios.map(({ id, example, verdict }) => [`${id}[${example ?? ""}]`, verdict]));
}
