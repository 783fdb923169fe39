import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { fromHex, toHex } from "../../iso7816/index.ts";
import { issueCard } from "../testing/issue-card.ts";
import { VirtualCard } from "../virtual-card.ts";
import type { CardImage } from "./card-image.ts";
import { FileStore, readCardImage } from "./file-store.ts";
import { StoreFailedError } from "./image-store.ts";

const select = "00A404000BA00000030800001000010000";
const rightPin = "0020008008313233343536FFFF";
const wrongPin = "0020008008393939393939FFFF";

describe("a card in a file", () => {
  const directory = mkdtempSync(join(tmpdir(), "cis2-testkit-store-"));
  const file = join(directory, "card.json");
  after(() => {
    rmSync(directory, { recursive: true });
  });

  it("comes back with the tries it had left, and its passcode is nowhere in the file", () => {
    const store = new FileStore(file);
    store.save(issueCard());
    const card = new VirtualCard(readCardImage(file), { store });
    assert.equal(answers(card, select, wrongPin).at(-1), "63C2");
    assert.equal(answers(new VirtualCard(readCardImage(file)), select, "0020008000").at(-1), "63C2");
    assert.deepEqual(readCardImage(file), card.image);
    assert.deepEqual(readdirSync(directory), ["card.json"]);
    if (process.platform !== "win32") assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  const changes: [string, (image: CardImage) => unknown, RegExp][] = [
    ["no JSON", () => "{", /it is not JSON/],
    ["another format", (image) => ({ ...image, format: "x" }), /format/],
    ["a field nobody knows", (image) => ({ ...image, colour: "blue" }), /colour/],
    ["an unknown profile", (image) => ({ ...image, profile: "piv9" }), /profile.*piv-strict/],
    ["no application", (image) => ({ ...image, applets: [] }), /applets/],
    [
      "more tries than the limit",
      (image) => edit(image, (pin) => (pin.triesLeft = 4)),
      /applets\.0\.references\.pin\.triesLeft/,
    ],
    ["a salt that is not base64", (image) => edit(image, (pin) => (pin.hash.salt = "*")), /pin\.hash\.salt/],
  ];
  for (const [what, change, expected] of changes) {
    it(`names the field that is wrong: ${what}`, () => {
      const changed = change(issueCard());
      writeFileSync(file, typeof changed === "string" ? changed : JSON.stringify(changed));
      assert.throws(
        () => readCardImage(file),
        (error) =>
          isTestkitError(error, "DATA_FILE_INVALID") && expected.test(error.message) && error.message.includes(file),
      );
    });
  }

  it("clears away the draft of a process that died in a write, and no other", () => {
    const dead = spawnSync(process.execPath, ["-e", "0"]).pid;
    const drafts = [`.card.json.${dead}.draft`, `.card.json.${process.ppid}.draft`, `.other.json.${dead}.draft`];
    for (const draft of drafts) writeFileSync(join(directory, draft), "{");
    new FileStore(file).save(issueCard());
    const left = readdirSync(directory).filter((name) => name.endsWith(".draft"));
    assert.deepEqual(left.toSorted(), drafts.slice(1).toSorted());
  });

  it("can have a name as long as file systems take", () => {
    const long = join(directory, `${"n".repeat(240)}.json`);
    new FileStore(long).save(issueCard());
    assert.deepEqual(
      readdirSync(directory).filter((name) => name.endsWith(".draft") && name.length > 200),
      [],
    );
    assert.equal(readCardImage(long).profile, issueCard().profile);
  });

  it("says which file is not there", () => {
    assert.throws(() => readCardImage(join(directory, "none.json")), /none\.json/);
  });
});

describe("a card that cannot write", () => {
  it("does not compare the passcode: the right one is answered as the wrong one", () => {
    for (const pin of [rightPin, wrongPin]) {
      const card = new VirtualCard(issueCard(), { store: { save: fail } });
      assert.deepEqual(answers(card, select, pin, "0020008000").slice(1), ["6581", "63C2"]);
    }
  });

  it("has written the spent try down before it compares", () => {
    const written: (number | undefined)[] = [];
    const store = { save: (image: CardImage) => written.push(image.applets[0]?.references.pin.triesLeft) };
    answers(new VirtualCard(issueCard(), { store }), select, rightPin);
    assert.deepEqual(written, [2, 3]);
  });

  it("reports a directory that does not exist", () => {
    assert.throws(() => {
      new FileStore("/nowhere/card.json").save(issueCard());
    }, StoreFailedError);
  });
});

function fail(): never {
  throw new StoreFailedError("the disk is full");
}

function answers(card: VirtualCard, ...commands: string[]): string[] {
  return commands.map((command) => toHex(card.transmit(fromHex(command)).subarray(-2)));
}

function edit(image: CardImage, change: (pin: CardImage["applets"][number]["references"]["pin"]) => void): CardImage {
  const copy = structuredClone(image);
  if (copy.applets[0]) change(copy.applets[0].references.pin);
  return copy;
}
