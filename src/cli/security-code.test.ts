import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { describe, it } from "node:test";
import { isTestkitError, TestkitError } from "../foundation/errors/testkit-error.ts";
import { withSecurityCode } from "./security-code.ts";

/** Types each of these codes when it is asked for one; the work takes 246802. */
async function unlocking(codes: readonly string[], isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY });
  const output = new PassThrough({ encoding: "utf8" });
  const [left, tried] = [[...codes], [] as string[]];
  let shown = "";
  output.on("data", (text: string) => {
    shown += text;
    if (!text.endsWith("Code: ")) return;
    const next = left.shift();
    if (next === undefined) input.end();
    else input.write(`${next}\n`);
  });
  const work = (code: string) => {
    tried.push(code);
    const triesLeft = 3 - tried.length;
    return code === "246802"
      ? Promise.resolve()
      : Promise.reject(new TestkitError("UNLOCK_CODE_REFUSED", { triesLeft }));
  };
  let ended = "unlocked";
  await withSecurityCode("Code: ", work, input, output).catch((error: unknown) => {
    ended = isTestkitError(error) ? error.code : String(error);
  });
  return { tried, shown, ended };
}

describe("a security code", () => {
  it("is asked for again at a terminal if it was wrong, which is said", async () => {
    const { tried, shown, ended } = await unlocking(["111111", " 246802 "], true);
    assert.deepEqual([tried, ended], [["111111", "246802"], "unlocked"]);
    assert.match(shown, /^Code: The security code is not right; tries left: 2\.\nCode: $/);
  });

  it("is not asked for again if no try is left", async () => {
    const { tried, ended } = await unlocking(["1", "2", "3", "246802"], true);
    assert.deepEqual([tried, ended], [["1", "2", "3"], "UNLOCK_CODE_REFUSED"]);
  });

  it("is asked for once if no person is at a terminal", async () => {
    const { tried, ended } = await unlocking(["111111", "246802"], false);
    assert.deepEqual([tried, ended], [["111111"], "UNLOCK_CODE_REFUSED"]);
  });

  it("is not waited for if the input has ended", async () => {
    assert.deepEqual(await unlocking([], false), { tried: [], shown: "Code: ", ended: "INPUT_ENDED" });
  });
});
