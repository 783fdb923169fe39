import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readEntries } from "../har/read-har.ts";
import { LongTextValues } from "./values-in-long-text.ts";

/** What is found in a HAR whose one answer is this text, which comes in chunks of so many bytes. */
async function foundIn(text: string, chunkSize: number, mimeType?: string): Promise<Set<string>> {
  const found = new Set<string>();
  const values = new LongTextValues((value) => found.add(value));
  const har = Buffer.from(JSON.stringify({ log: { entries: [{ response: { content: { mimeType, text } } }, {}] } }));
  const chunks = Array.from({ length: Math.ceil(har.length / chunkSize) }, (_, index) =>
    har.subarray(index * chunkSize, (index + 1) * chunkSize),
  );
  await readEntries(chunks, {
    entry: () => undefined,
    longText: (part, isEnd) => {
      values.take(part, isEnd);
    },
  });
  return found;
}

describe("the values in an answer of more than 256 KB", () => {
  const padding = "<p>padding</p>".repeat(20_000);
  for (const chunkSize of [65_536, 4099, 911]) {
    it(`are found wherever they are, in chunks of ${String(chunkSize)}`, async () => {
      const last = `<a href="/x?token=TOKEN-OF-MINE-123456">Ada Lovelace</a>{"id":"555000000042"}${"z".repeat(70_000)} end-of-text-1`;
      const found = await foundIn(padding + last, chunkSize);
      for (const value of ["TOKEN-OF-MINE-123456", "Lovelace", "555000000042", "end-of-text-1"]) {
        assert.ok(found.has(value), `${value} was not found`);
      }
    });
  }

  it("are found across the limit, at whatever place", async () => {
    const limit = 256 * 1024;
    for (let before = limit - 40; before < limit + 20; before += 7) {
      const found = await foundIn(`${"p ".repeat(before / 2)}TOKEN-OF-MINE-123456 ${"z ".repeat(20_000)}`, 65_536);
      assert.ok(found.has("TOKEN-OF-MINE-123456"), `${String(before)} characters before it`);
    }
  });

  it("are found in Base64 and percent-encoded, at whatever place", async () => {
    for (const ends of ["", "x", "xy"]) {
      const page = `${padding}${ends}<p>Ada Lovelace 555000000042</p>${"z ".repeat(20_000)}`;
      const found = await foundIn(Buffer.from(page).toString("base64"), 4099);
      assert.ok(found.has("555000000042") && found.has("Lovelace"), `ends ${ends}`);
    }
    const found = await foundIn(`${padding} name=Ada%20Lovelace+42%2F7&x=1`, 65_536);
    assert.ok(found.has("Ada Lovelace 42/7"));
  });

  it("are none in code, a style sheet, or the words of a page", async () => {
    const code = `${padding}const Base64 = { content: "POST" };${"z ".repeat(20_000)}`;
    for (const mimeType of ["text/javascript", "application/javascript; charset=utf-8", "text/css"]) {
      assert.deepEqual(await foundIn(code, 65_536, mimeType), new Set(), mimeType);
    }
    const found = await foundIn(code, 65_536, "text/html");
    assert.deepEqual([found.has("Base64"), found.has("content"), found.has("POST")], [true, false, false]);
  });

  it("do not run into those of the next answer", () => {
    const found = new Set<string>();
    const values = new LongTextValues((value) => found.add(value));
    values.take("one1", true);
    values.take("two2", true);
    assert.deepEqual(found, new Set(["one1", "two2"]));
  });
});
