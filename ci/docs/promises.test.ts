import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { it } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

it("each promise of the security page names tests that there are", () => {
  const page = readFileSync(`${root}docs/security.md`, "utf8");
  const [, section = ""] = /\n## Promises and their tests\n(.*?)\n## /s.exec(page) ?? [];
  const rows = section.split("\n").filter((line) => line.startsWith("| ") && !/^\| (promise|-)/.test(line));
  assert.ok(rows.length >= 20, `${rows.length} promises`);
  for (const row of rows) {
    const [, promise = "", tests = ""] = row.split("|").map((cell) => cell.trim());
    const files = [...tests.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file);
    assert.ok(files.length > 0, `${promise}: no test`);
    for (const file of files) {
      assert.match(file, /\.(test\.ts|feature)$/, promise);
      assert.ok(existsSync(root + file), `${promise}: ${file} is not there`);
      if (file.endsWith(".ts")) assert.match(readFileSync(root + file, "utf8"), /\bassert\b/, file);
    }
  }
});
