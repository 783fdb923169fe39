import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ManualClock } from "../../foundation/clock.ts";
import { SeededRandom } from "../../foundation/random.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { MemoryStore } from "../../store/memory-store.ts";
import { SecurityCodes } from "./security-codes.ts";

describe("a one-time code", () => {
  const start = async () => {
    const clock = new ManualClock(new Date("2026-01-01T00:00:00Z"));
    const codes = new SecurityCodes({ store: new MemoryStore(), clock, random: new SeededRandom("codes") });
    const { request } = await codes.send("card", "person@example.nhs.uk");
    const { code = "" } = (await codes.message("card")) ?? {};
    const wrong = code === "000000" ? "000001" : "000000";
    const tried = (given: string) =>
      codes.redeem(request, given).then(
        () => "redeemed",
        (error: unknown) => (isTestkitError(error) ? `${error.code} ${String(error.details["triesLeft"] ?? "")}` : "?"),
      );
    return { code, wrong, tried };
  };
  const refusals = [4, 3, 2, 1, 0].map((left) => `UNLOCK_CODE_REFUSED ${left}`);

  it("may be guessed five times, and is good for nothing afterwards", async () => {
    const { code, wrong, tried } = await start();
    const answers: string[] = [];
    for (let guess = 0; guess < 6; guess++) answers.push(await tried(wrong));
    assert.deepEqual(answers, [...refusals, "UNLOCK_CODE_EXPIRED "]);
    assert.equal(await tried(code), "UNLOCK_CODE_EXPIRED ");
  });

  it("may not be guessed more often by guessing many times at once", async () => {
    const { code, wrong, tried } = await start();
    const answers = await Promise.all(Array.from({ length: 20 }, () => tried(wrong)));
    const refused = answers.filter((answer) => answer.startsWith("UNLOCK_CODE_REFUSED"));
    assert.deepEqual(refused.toSorted().toReversed(), refusals);
    assert.equal(await tried(code), "UNLOCK_CODE_EXPIRED ");
  });

  it("is redeemed once, also where it comes twice at once", async () => {
    const { code, wrong, tried } = await start();
    assert.equal(await tried(wrong), "UNLOCK_CODE_REFUSED 4");
    assert.deepEqual((await Promise.all([tried(code), tried(code)])).toSorted(), ["UNLOCK_CODE_EXPIRED ", "redeemed"]);
  });
});
