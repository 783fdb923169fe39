import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { projectRoot } from "./code-blocks/code-block.ts";

const folder = `${projectRoot}docs/decisions/`;
const records = readdirSync(folder);

describe("the records of decisions", () => {
  it("each have a number, a title, a date and a status", () => {
    for (const record of records) {
      const form =
        /^# (\d{4}) \S.*\n\n- \*\*Date:\*\* (\d{1,2} [A-Z][a-z]+ 20\d\d)\n- \*\*Status:\*\* (accepted|replaced by \d{4})\n\n\S/;
      const [, number, date] =
        form.exec(readFileSync(folder + record, "utf8")) ?? assert.fail(`${record} has another form`);
      assert.ok(record.startsWith(`${number}-`), record);
      assert.ok(!Number.isNaN(Date.parse(`${date} UTC`)), record);
    }
  });

  it("each have a different number, and are replaced by one that is there", () => {
    const numbers = records.map((record) => record.slice(0, 4));
    assert.equal(new Set(numbers).size, records.length);
    for (const record of records) {
      const [, later] = /replaced by (\d{4})/.exec(readFileSync(folder + record, "utf8")) ?? [];
      if (later !== undefined) assert.ok(numbers.includes(later), record);
    }
  });
});
