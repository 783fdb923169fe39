import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { SignInFile } from "../../control-api/index.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { htmlPage } from "./html-page.ts";
import { mergeReports } from "./merge-reports.ts";
import { readReportOrSignIn } from "./read-report.ts";
import { reportOf, reportSchema } from "./report.ts";
import { resultWith } from "../testing/results.ts";

const at = "2026-11-27T12:00:00.123Z";
const file: SignInFile = {
  format: "cis2-testkit-sign-in",
  version: 1,
  testkit: "1.0.0",
  signIn: {
    ...{ id: 7, startedAt: at, changedAt: at, outcome: "refused", card: "seen", clientId: "<b>client</b>", steps: 2 },
    ...{ last: "Refuses: CERTIFICATE_EXPIRED", leftOut: 0 },
    refused: { code: "CERTIFICATE_EXPIRED", check: "not after", message: "It expired on <i>Monday</i>." },
    timeline: [
      { number: 1, at, place: "card", line: "VERIFY: 2 tries left", detail: "> VERIFY  00200080\n< 63C2 <script>" },
      { number: 2, at, place: "CIS2", line: "Refuses", refused: { code: "CERTIFICATE_EXPIRED", check: "not after" } },
    ],
  },
};
const run = reportOf({
  ...{ testkit: "1.0.0", target: "virtual", startedAt: new Date(at), durationMs: 1, requirements: [], asExpected: true },
  judgements: [{ result: resultWith(), expected: true }],
});

describe("sign-ins that were shared as files", () => {
  it("are shown by report.html, with each step to open and the check that refused", () => {
    const merged = mergeReports([], [], [file]);
    assert.deepEqual(reportSchema.parse(JSON.parse(JSON.stringify(merged))), merged);
    const page = htmlPage(merged);
    assert.match(page, /<summary><span class="source">12:00:00\.123 card<\/span> <span>VERIFY: 2 tries left<\/span><\/summary>/);
    assert.match(page, /Refused: CERTIFICATE_EXPIRED by the check “not after”: It expired on &lt;i&gt;Monday&lt;\/i&gt;\./);
    assert.match(page, /63C2 &lt;script&gt;/);
    assert.doesNotMatch(page, /<b>client|<script>|as expected/);
    assert.match(page, /Nothing was judged/);
  });

  it("are shown beside a run, whose verdicts they do not change", () => {
    const merged = mergeReports([{ ...run, signIns: [file.signIn] }], [], [file]);
    assert.equal(merged.signIns?.length, 2);
    assert.equal(merged.asExpected, true);
    const page = htmlPage(merged);
    assert.match(page, /Every verdict is as expected/);
    assert.match(page, /Sign-ins that were shared/);
    assert.doesNotMatch(htmlPage(mergeReports([run], [])), /Sign-ins/);
  });

  it("are read from files, and what is none is refused", () => {
    const folder = mkdtempSync(join(tmpdir(), "sign-ins-"));
    after(() => {
      rmSync(folder, { recursive: true });
    });
    const path = join(folder, "sign-in-7.json");
    writeFileSync(path, JSON.stringify(file));
    assert.deepEqual(readReportOrSignIn(path), { signIn: file });
    writeFileSync(path, JSON.stringify({ ...file, version: 2 }));
    for (const one of [path, join(folder, "none"), folder]) {
      assert.throws(
        () => readReportOrSignIn(one),
        (error) => isTestkitError(error, "DATA_FILE_INVALID"),
      );
    }
  });
});
