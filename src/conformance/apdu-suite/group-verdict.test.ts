import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { groupVerdict } from "./group-verdict.ts";
import type { ApduResult } from "./apdu-result.ts";

const result = (number: number, verdict: ApduResult["verdict"], reason?: string): ApduResult => ({
  id: `PIV-CASE-0${number}`,
  title: "A title",
  clause: "3.2.1",
  verdict,
  ...(reason === undefined ? {} : { reason }),
});

describe("the verdict on a group of cases", () => {
  it("is passed only if every case ran", () => {
    assert.deepEqual(groupVerdict([result(1, "passed"), result(2, "passed")]), { verdict: "passed" });
    const { verdict, reason = "" } = groupVerdict([result(1, "passed"), result(2, "not-applicable", "no key")]);
    assert.equal(verdict, "warning");
    assert.equal(reason, "1 of 2 cases ran: no key (PIV-CASE-02)");
  });

  it("counts cases that a stopped run did not reach", () => {
    assert.match(groupVerdict([result(1, "passed")], 3).reason ?? "", /^1 of 3 cases ran/);
  });

  it("is not applicable if none ran, with each reason once", () => {
    const none = [result(1, "skipped", "no leave"), result(2, "skipped", "no leave")];
    assert.deepEqual(groupVerdict(none), {
      verdict: "not applicable",
      reason: "no leave (PIV-CASE-01, PIV-CASE-02)",
    });
  });

  it("names the clause of what failed", () => {
    const { verdict, reason = "" } = groupVerdict([result(1, "failed", "6F00"), result(2, "passed")]);
    assert.equal(verdict, "failed");
    assert.match(reason, /^PIV-CASE-01 failed: A title \(SP 800-73-4, Part 2, 3\.2\.1\): 6F00$/);
  });

  it("is a warning if a card only refused with another status word", () => {
    assert.equal(groupVerdict([result(1, "warning", "6985")]).verdict, "warning");
  });
});
