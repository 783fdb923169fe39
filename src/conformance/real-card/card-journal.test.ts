import assert from "node:assert/strict";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { it } from "node:test";
import { CardJournal } from "./card-journal.ts";
import { temporaryFolder } from "./testing/card-in-reader.ts";

const progress = { case: "PIV-CHANGE-01", sent: [0, 2], accepted: [0], restoring: true };

/** A journal in a folder that is not there before it is prepared. */
async function preparedJournal() {
  const journal = new CardJournal("0A01", join(await temporaryFolder(), "state", "runs"));
  await journal.prepare();
  return journal;
}

it("a journal keeps how far a case came, for the user alone, and nothing else beside it", async () => {
  const journal = await preparedJournal();
  await journal.write({ ...progress, restoring: false });
  await journal.write(progress);
  assert.equal(basename(journal.file), "card-0A01.json");
  assert.deepEqual(await readdir(dirname(journal.file)), [basename(journal.file)]);
  const { card, writtenAt, ...kept } = journal.read() as typeof progress & { card: string; writtenAt: string };
  assert.deepEqual(kept, { format: "cis2-testkit card journal", version: 1, ...progress });
  assert.equal(card, "0A01");
  assert.ok(Math.abs(Date.parse(writtenAt) - Date.now()) < 3_600_000);
  if (process.platform !== "win32") assert.equal((await stat(journal.file)).mode & 0o777, 0o600);
  assert.match(await readFile(journal.file, "utf8"), /\}\n$/);
});

it("a journal of a card that is as it was is not there, however often it is cleared", async () => {
  const journal = await preparedJournal();
  assert.equal(journal.read(), undefined);
  await journal.clear();
  await journal.write(progress);
  await journal.clear();
  await journal.clear();
  assert.equal(journal.read(), undefined);
  assert.deepEqual(await readdir(dirname(journal.file)), []);
});

it("a journal that another program wrote is refused", async () => {
  const journal = await preparedJournal();
  await journal.write(progress);
  const written = JSON.parse(await readFile(journal.file, "utf8")) as object;
  for (const wrong of [
    { format: "another" },
    { version: 2 },
    { sent: [-1] },
    { sent: ["0"] },
    { passcode: "123456" },
  ]) {
    await writeFile(journal.file, JSON.stringify({ ...written, ...wrong }));
    assert.throws(() => journal.read(), { code: "DATA_FILE_INVALID" }, JSON.stringify(wrong));
  }
});

it(
  "a journal is not kept in a folder where others can write",
  { skip: process.platform === "win32" && "Windows has no such modes" },
  async () => {
    const folder = await temporaryFolder(0o777);
    await assert.rejects(new CardJournal("0A01", folder).prepare(), { code: "FOLDER_NOT_PRIVATE" });
  },
);
