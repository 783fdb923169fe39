import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { issueCard } from "../testing/issue-card.ts";
import { FileStore } from "./file-store.ts";

const saving = `
  import { FileStore, readCardImage } from ${JSON.stringify(new URL("file-store.ts", import.meta.url).href)};
  const file = process.argv[1];
  const image = readCardImage(file);
  try {
    new FileStore(file).save(image);
    console.log("saved");
  } catch (error) {
    console.log(error.name);
  }
`;

// A disk that is nearly full takes a part of a write and says so, and refuses the next; so does a limit on a file's size.
it(
  "keeps the card as it was where the disk takes only a part of it",
  { skip: process.platform === "win32" },
  (test) => {
    const directory = mkdtempSync(join(tmpdir(), "cis2-testkit-short-"));
    test.after(() => {
      rmSync(directory, { recursive: true });
    });
    const file = join(directory, "card.json");
    new FileStore(file).save(issueCard());
    const before = readFileSync(file, "utf8");
    const command = 'ulimit -f 4; exec "$0" --input-type=module -e "$1" "$2"';
    const { stdout } = spawnSync("bash", ["-c", command, process.execPath, saving, file], { encoding: "utf8" });
    assert.equal(stdout.trim(), "StoreFailedError");
    assert.equal(readFileSync(file, "utf8"), before);
    assert.deepEqual(readdirSync(directory), ["card.json"]);
  },
);
