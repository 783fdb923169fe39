import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { it } from "node:test";
import { nextPrinted } from "./next-printed.ts";

it("gives what is printed next, and does not wait for a program that has ended", async () => {
  const output = new PassThrough();
  const first = nextPrinted(output);
  output.write("ready\n");
  assert.equal(await first, "ready\n");
  const second = nextPrinted(output);
  output.end();
  await assert.rejects(second, /ended before it printed/);
  await assert.rejects(nextPrinted(output), /ended before it printed/);
});
