import assert from "node:assert/strict";
import { it } from "node:test";
import { SaxesParser } from "saxes";
import { movingPicture } from "./moving-picture.ts";

it("a moving picture is well-formed, and shows each frame in its turn with its caption", () => {
  const jpeg = new Uint8Array([1, 2, 3]);
  const svg = movingPicture(
    [
      { caption: "A < B & C", jpeg },
      { caption: "Then", jpeg },
    ],
    { width: 10, height: 20, title: "T" },
  );
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on("text", (text) => texts.push(text));
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(svg).close();
  assert.ok(texts.includes("1. A < B & C") && texts.includes("2. Then"));
  assert.deepEqual(
    [...svg.matchAll(/animation-delay:(\d+)s/g)].map(([, seconds]) => seconds),
    ["0", "3"],
  );
});
