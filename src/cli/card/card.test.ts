import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { inspectReaders } from "../../client/index.ts";
import { loadPersonas, personaNamed } from "../../fake-cis2/index.ts";
import { PersonaCardIssuer } from "../../harness/index.ts";
import { cardProfiles, InProcessReaders, readCardImage, VirtualCard } from "../../virtual-card/index.ts";
import { runInProcess } from "../testing/run-in-process.ts";

const directory = mkdtempSync(join(tmpdir(), "cis2-testkit-card-cli-"));
after(() => {
  rmSync(directory, { recursive: true });
});

interface Inspected {
  serial: string;
  passcode: { triesLeft: number; triesLimit: number };
  certificates: { purpose: string; notAfter: string }[];
  keys: unknown[];
}

async function inspected(card: string): Promise<Inspected> {
  const { exitCode, stdout, stderr } = await runInProcess(["card", "inspect", card, "--json"]);
  assert.equal(exitCode, 0, stderr);
  return JSON.parse(stdout) as Inspected;
}

for (const { name: profile } of cardProfiles.filter(({ name }) => ["piv", "series8"].includes(name))) {
  describe(`card commands on a ${profile} card`, () => {
    const file = join(directory, `${profile}.json`);

    it("issue a persona's card, which holds the passcode nowhere", async () => {
      const { exitCode, stdout, stderr } = await runInProcess([
        "card",
        "issue",
        "one-role",
        "--card",
        profile,
        "--output",
        file,
      ]);
      assert.equal(exitCode, 0, stderr);
      assert.equal(stdout, `${file}\n`);
      assert.equal(stderr, `Serial ${(await inspected(file)).serial}\n`);
      const { passcode } = personaNamed(loadPersonas(), "one-role").card;
      assert.ok(!readFileSync(file, "utf8").includes(`"${passcode}"`));
      assert.equal(readCardImage(file).profile, profile);
    });

    it("do not replace a file unless told to", async () => {
      const before = readFileSync(file, "utf8");
      const { exitCode, stderr } = await runInProcess([
        "card",
        "issue",
        "one-role",
        "--card",
        profile,
        "--output",
        file,
      ]);
      assert.equal(exitCode, 2);
      assert.match(stderr, /--force/);
      assert.equal(readFileSync(file, "utf8"), before);
    });

    it("say in words what is on it", async () => {
      const { stdout } = await runInProcess(["card", "inspect", file]);
      assert.match(stdout, /^Card +\S+: Series [89]/);
      assert.match(stdout, /Passcode +3 of 3 tries left\n/);
      assert.match(stdout, /Certificate +authentication: .*CN=555\d{9}, until 20\d\d-/);
      assert.doesNotMatch(stdout, /digest|salt|PRIVATE/);
    });

    it("give it the serial that readers show, wherever it is named", async () => {
      const card = (await PersonaCardIssuer.open())
        .everyCard()
        .find((one) => one.personaName === "one-role" && one.profile.name === profile);
      const readers = new InProcessReaders();
      readers.addReader("Reader");
      readers.insert("Reader", new VirtualCard(readCardImage(file)));
      const [shown] = await inspectReaders(readers);
      assert.equal(shown?.serial, card?.serial);
      assert.equal((await inspected(file)).serial, shown?.serial);
      assert.equal(readCardImage(file).serial, shown?.serial);
    });

    it("lock it and unlock it", async () => {
      await runInProcess(["card", "lock", file]);
      assert.equal((await inspected(file)).passcode.triesLeft, 0);
      await runInProcess(["card", "unlock", file]);
      const { triesLeft, triesLimit } = (await inspected(file)).passcode;
      assert.equal(triesLeft, triesLimit);
    });

    it("let its certificates end, for the same keys", async () => {
      const { keys } = await inspected(file);
      const { exitCode, stderr } = await runInProcess(["card", "expire", file, "--at", "2024-02-29T12:00:00Z"]);
      assert.equal(exitCode, 0, stderr);
      const after = await inspected(file);
      assert.deepEqual(after.keys, keys);
      assert.deepEqual(
        after.certificates.map(({ notAfter }) => notAfter),
        ["2024-02-29T12:00:00.000Z", "2024-02-29T12:00:00.000Z"],
      );
    });
  });
}

it("a card whose folder is not there, or takes no files, is refused as the system does", async () => {
  for (const folder of [join(directory, "none"), "/proc"]) {
    const { exitCode, stderr } = await runInProcess([
      "card",
      "issue",
      "one-role",
      "--output",
      join(folder, "card.json"),
    ]);
    assert.equal(exitCode, 74, stderr);
    assert.match(stderr, /^FILE_FAILED: .*card\.json/);
  }
});

describe("card commands refuse", () => {
  const damaged = join(directory, "damaged.json");
  writeFileSync(damaged, "{");
  const refused: [what: string, args: string[], stderr: RegExp][] = [
    ["an unknown persona", ["issue", "nobody"], /PERSONA_UNKNOWN.*one-role/],
    ["an unknown kind of card", ["issue", "one-role", "--card", "paper"], /CARD_PROFILE_UNKNOWN.*piv/],
    ["a file that is not there", ["lock", join(directory, "none.json")], /DATA_FILE_INVALID.*none\.json/],
    ["a damaged file", ["inspect", damaged], /DATA_FILE_INVALID.*not JSON/],
    ["an unknown fault", ["insert", "one-role", "--fault", "broken"], /CARD_FAULT_UNKNOWN.*mute/],
    ["a fault without its parameter", ["trace", "one-role", "--fault", "slow"], /milliseconds/],
    ["an end that is no instant", ["expire", damaged, "--at", "soon"], /ISO 8601/],
    ["a command there is not", ["shred"], /shred/],
  ];
  for (const [what, args, expected] of refused) {
    it(what, async () => {
      const { exitCode, stdout, stderr } = await runInProcess(["card", ...args]);
      assert.deepEqual([exitCode, stdout], [2, ""], stderr);
      assert.match(stderr, expected);
    });
  }
});
