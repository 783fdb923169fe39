import assert from "node:assert/strict";
import { mkdtempDisposable, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { MessagesFile } from "./messages-file.ts";

it("A file of messages has every message on its line, in order, and no part of it is left", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "messages-"));
  const file = new MessagesFile(folder.path);
  const sent = Array.from({ length: 9 }, (_, index) => ({
    parseError: { source: {}, message: `${index}\n${"é".repeat(100_000)}` },
  }));
  for (const envelope of sent) file.write(envelope);
  await file.end(true);
  const lines = (await readFile(join(folder.path, "messages.ndjson"), "utf8")).split("\n");
  assert.equal(lines.pop(), "");
  assert.deepEqual(
    lines.map((line): unknown => JSON.parse(line)),
    sent,
  );
  assert.deepEqual(await readdir(folder.path), ["messages.ndjson"]);
});
