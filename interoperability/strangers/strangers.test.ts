import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe } from "node:test";
import { setTimeout } from "node:timers/promises";
import type { Report } from "../../src/conformance/index.ts";
import { isThorough } from "../../src/foundation/testing/thorough.ts";
import { PersonaCardIssuer } from "../../src/harness/index.ts";
import { VirtualCard } from "../../src/virtual-card/index.ts";
import { skip, strangerBench } from "./stranger-bench.ts";
import { secrets, strangers, type StrangerName } from "./strangers.ts";
import { itUntilFailure } from "../../src/foundation/testing/until-failure.ts";

const it = itUntilFailure();

/** Without a thorough run the destructive scenarios alone: the others ran already without leave. */
const destructive = ["--allow-destructive", ...(isThorough ? [] : ["--tags", "@destructive"])];
const puks = {
  right: { CIS2_TESTKIT_PUK: secrets.puk },
  wrong: { CIS2_TESTKIT_PUK: "99999999" },
  no: { CIS2_TESTKIT_PUK: undefined },
} as const;
type Puk = keyof typeof puks;
const allPuks = Object.keys(puks) as readonly Puk[];

const names = Object.keys(strangers) as StrangerName[];
/** Without a thorough run one stranger is put through all, another each time, and the others through what depends on the card. */
const throughAll = isThorough ? names : [names[randomInt(names.length)]];
const dependsOnTheCard = [
  ...["CARD-02", "CARD-03", "EXCHANGE-01", "NHS-26", "PIV-02"].map((requirement) => `@req:${requirement}`),
  ...[
    "EXPIRY-06",
    "NETWORK-01",
    "PASSCODE-06",
    "PIV-03",
    "REFUSED-01",
    "ROLE-10",
    "WITHOUT-CARD-05",
    "WITHOUT-CARD-06",
  ].map((id) => `@id:${id}`),
].join(" or ");

for (const [index, name] of names.entries()) {
  describe(`the suite on a stranger's card: ${name}`, { skip }, () => {
    // Without leave no PUK is sent, so that each stranger has another one given, unless there is time for all.
    for (const puk of isThorough ? allPuks : allPuks.filter((_, number) => number === index % allPuks.length)) {
      const isAll = throughAll.includes(name);
      const scenarios = isAll ? "all scenarios" : "the scenarios that depend on the card";
      it(`only reads it without leave, fails nothing falsely, and passes nothing untried: ${scenarios}, ${puk} PUK`, async () => {
        await using bench = await strangerBench(name);
        const before = bench.dump();
        const { status, report, stderr } = await bench.run(isAll ? [] : ["--tags", dependsOnTheCard], {
          ...puks[puk],
          ...administrationKeyOf(bench),
        });
        assert.deepEqual(bench.dump(), before);
        assert.deepEqual(failures(report, bench), [], stderr);
        assert.equal(status, bench.fails.length === 0 ? 0 : 1, stderr);
        assertNothingUntried(report);
        // Nobody whose certificate expires soon comes back without a page that says so.
        const noPage = report?.scenarios.find(({ id, verdict }) => id === "ROLE-10" && verdict === "passed");
        assert.equal(noPage !== undefined, strangers[name].certificateDays > 90);
        assertJudgedByItsOwn(report, name);
        assert.ok((report?.counts["passed"] ?? 0) > (isAll ? 40 : 20), JSON.stringify(report?.counts));
      });
    }

    it("undoes whatever it accepted, with leave, PUK and administration key", async () => {
      await using bench = await strangerBench(name);
      const before = bench.dump();
      const words = [...destructive, ...(await administrationKeyFileOf(bench))];
      const { report, stderr } = await bench.run(words, puks.right);
      assert.deepEqual(bench.dump(), before, stderr);
      assertUsesAdministrationKey(report, bench);
      if (bench.acceptsEverything) assert.ok(failures(report).length > 0, "it finds what the card accepts");
      else assert.deepEqual(failures(report, bench), [], stderr);
      assertNothingUntried(report);
    });

    it("undoes whatever it accepted, with leave and without PUK", async () => {
      await using bench = await strangerBench(name);
      const before = bench.dump();
      const { report, stderr } = await bench.run(destructive, puks.no);
      assert.deepEqual(bench.dump(), before, stderr);
      if (!bench.acceptsEverything) assert.deepEqual(failures(report, bench), [], stderr);
      assertNothingUntried(report);
    });

    if (strangers[name].acceptsEverything === true) {
      it("undoes whatever it accepted, with leave and with a wrong PUK, which it takes for right", async () => {
        await using bench = await strangerBench(name);
        const before = bench.dump();
        const { report, stderr } = await bench.run(destructive, { ...puks.wrong, ...administrationKeyOf(bench) });
        assert.deepEqual(bench.dump(), before, stderr);
        assert.ok(failures(report).length > 0, "it finds what the card accepts");
        assertNothingUntried(report);
      });
    } else {
      it("ends before the first scenario with a wrong PUK, and says that it was the PUK", async () => {
        await using bench = await strangerBench(name);
        const before = bench.dump();
        const { status, stderr, report } = await bench.run(destructive, puks.wrong);
        assert.equal(status, 8);
        assert.match(stderr, /^REAL_CARD_PUK_REFUSED: .*unblocking code \(PUK\)/);
        assert.equal(report, undefined);
        // The right one gives the PUK's try back; the passcode lost none.
        await bench.run([...destructive, "--tags", "@id:NETWORK-01"], puks.right);
        assert.deepEqual(bench.dump(), before);
      });
    }
  });
}

describe("a card that cannot be brought back", { skip }, () => {
  it("stops with 6 and says how the card differs; the next run begins with it", async () => {
    // It takes a new passcode without asking for the old one, and then no other: neither a change nor a reset.
    let changed = false;
    await using bench = await strangerBench("P-256, 5 tries, 30 days, no discovery, AES-256", (card) => ({
      atr: card.atr,
      powerOn: () => {
        card.powerOn();
      },
      reset: () => {
        card.reset();
      },
      transmit: async (command) => {
        const isChange = command[1] === 0x24 || command[1] === 0x2c;
        if (changed && isChange) return Uint8Array.of(0x69, 0x85);
        const answer = await card.transmit(command);
        changed ||= command[1] === 0x24 && answer[0] === 0x90;
        return answer;
      },
    }));
    const { status, stderr, report } = await bench.run(["--allow-destructive", "--tags", "@id:APDU-03"], puks.right);
    assert.equal(status, 6, stderr);
    assert.match(
      stderr,
      /^REAL_CARD_NOT_RESTORED: The APDU case PIV-CHANGE-01 left the card changed: the passcode is now the right one/m,
    );
    assert.doesNotMatch(stderr, /27182845|49304067/);
    const skipped = report?.scenarios.filter(({ verdict }) => verdict === "skipped") ?? [];
    assert.ok(skipped.length > 0);
    for (const { reason = "" } of skipped) assert.match(reason, /could not restore the card/);
    const next = await bench.run(["--tags", "@id:PIV-01"], puks.right);
    assert.equal(next.status, 6, next.stderr);
    assert.match(next.stderr, /^REAL_CARD_NOT_RESTORED: The APDU case PIV-CHANGE-01/);
  });
});

describe("a card that takes long to make a key pair", { skip: skip || !isThorough }, () => {
  it("is waited for", async () => {
    await using bench = await strangerBench("P-256, 5 tries, 30 days, no discovery, AES-256", (card) => ({
      atr: card.atr,
      powerOn: () => {
        card.powerOn();
      },
      reset: () => {
        card.reset();
      },
      transmit: async (command) => {
        if (command[1] === 0x47 && command[0] === 0x00) await setTimeout(21_000);
        return card.transmit(command);
      },
    }));
    const before = bench.dump();
    const words = ["--allow-destructive", "--tags", "@id:APDU-03", ...(await administrationKeyFileOf(bench))];
    const { status, report, stderr } = await bench.run(words, puks.right);
    assert.deepEqual([status, failures(report, bench)], [0, []], stderr);
    assert.deepEqual(bench.dump(), before);
  });
});

describe("a card whose holder is in the directory of the fake CIS2", { skip }, () => {
  it("is not blamed for that: the scenario on users who are not is not applicable", async () => {
    const made = await (await PersonaCardIssuer.open()).make("one-role", "piv");
    await using bench = await strangerBench("RSA-3072, PIN kept at SELECT, 3DES", () => new VirtualCard(made.image));
    const { passcode: CIS2_TESTKIT_PASSCODE } = made.persona.card;
    const { status, report, stderr } = await bench.run(["--tags", "@id:REFUSED-01"], { CIS2_TESTKIT_PASSCODE });
    assert.equal(status, 5, stderr);
    const about = report?.scenarios.find(({ example }) => example?.includes("piv"));
    assert.equal(about?.verdict, "not applicable");
    assert.match(about.reason ?? "", /a user who is not in the directory, and 555000000002 is/);
  });
});

describe("outcomes of a card that are expected", { skip }, () => {
  it("are compared with a recording, and with its replay", async () => {
    await using bench = await strangerBench("P-256, 5 tries, 30 days, no discovery, AES-256");
    const folder = bench.environment.CIS2_TESTKIT_STATE;
    await mkdir(folder, { recursive: true });
    const [trace, expected] = [join(folder, "card.trace.json"), join(folder, "expected.json")];
    await writeFile(expected, JSON.stringify({ "NETWORK-01": { verdict: "failed", reason: "known" } }));
    const record = ["record", "--sign-in", "-o", trace, ...bench.named];
    for (const words of [record, ["replay", trace]]) {
      const reports = ["--report-dir", join(folder, "reports")];
      const as = await bench.command([...words, ...reports]);
      assert.equal(as.exitCode, 0, as.stderr);
      const otherwise = await bench.command([...words, ...reports, "--expected", expected]);
      assert.equal(otherwise.exitCode, 1, otherwise.stderr);
      assert.match(otherwise.stdout, /passed, not as expected \(known\): NETWORK-01/);
    }
  });
});

function administrationKeyOf({ administrationKey }: { readonly administrationKey: string | undefined }) {
  return administrationKey === undefined ? {} : { CIS2_TESTKIT_ADMINISTRATION_KEY: administrationKey };
}

type Bench = Awaited<ReturnType<typeof strangerBench>>;

/** The words that give the card's key by a file. */
async function administrationKeyFileOf({ administrationKey, environment }: Bench): Promise<string[]> {
  if (administrationKey === undefined) return [];
  const file = `${environment.CIS2_TESTKIT_STATE}-administration-key`;
  await writeFile(file, administrationKey);
  return ["--administration-key", file];
}

function assertUsesAdministrationKey(report: Report | undefined, { administrationKey }: Bench): void {
  const made = report?.scenarios.find(({ example }) => example?.includes("Making key pairs"));
  const expected = administrationKey === undefined ? /not applicable/ : /passed|failed/;
  assert.match(made?.verdict ?? "", expected, made?.reason);
}

/** The cases and scenarios that failed, but those that the card rightly fails. */
function failures(report: Report | undefined, { fails = [] }: { readonly fails?: readonly string[] } = {}): string[] {
  assert.ok(report, "there is no report");
  return report.scenarios
    .filter(({ verdict }) => verdict === "failed" || verdict === "error")
    .flatMap(({ id, example, reason = "" }) => reason.split("\n").map((line) => `${id}[${example ?? ""}]: ${line}`))
    .filter((line) => !fails.some((one) => line.includes(`: ${one} failed: `)));
}

/** Its key signs in, and its certificate's life is judged by itself. */
function assertJudgedByItsOwn(report: Report | undefined, name: StrangerName): void {
  const { profile, key } = strangers[name];
  const verdictOf = (id: string, row?: string) =>
    report?.scenarios.find((one) => one.id === id && (row === undefined || one.example?.includes(row)))?.verdict;
  if (profile === "series8") return;
  assert.equal(verdictOf("PIV-02"), "passed");
  assert.equal(verdictOf("PIV-03", key), "passed");
  assert.equal(verdictOf("EXPIRY-07", "piv"), "warning");
  assert.equal(verdictOf("PASSCODE-06", "piv"), "passed");
}

/** A group of cases that passed had each of them carried out, and a scenario that passed sent something to the card. */
function assertNothingUntried(report: Report | undefined): void {
  for (const { id, example, verdict, evidence, reason = "" } of report?.scenarios ?? []) {
    const place = `${id}[${example ?? ""}]`;
    const cases = evidence.find(({ title }) => title === "APDU cases")?.body.split("\n") ?? [];
    const notRun = cases.filter((line) => / (skipped|not-applicable): /.test(line));
    if (verdict === "passed") assert.deepEqual(notRun, [], place);
    else assert.ok(reason.length > 10, `${place} gives no reason`);
    assert.doesNotMatch(reason, /strictly|assert\.|!==|AssertionError/, place);
    assert.ok(
      !["DESKTOP-05", "DESKTOP-06", "PROVIDER-01", "PROVIDER-02", "PROVIDER-07", "AUTHORITY-02"].includes(id) ||
        verdict === "not applicable",
      place,
    );
  }
}
