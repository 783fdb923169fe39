import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fromHex } from "../../iso7816/index.ts";
import { issueCard } from "../testing/issue-card.ts";
import { VirtualCard } from "../virtual-card.ts";
import { tracedCard } from "./traced-card.ts";

async function traceOf(...commands: string[]): Promise<string[]> {
  const lines: string[] = [];
  const card = tracedCard(new VirtualCard(issueCard()), (line) => lines.push(line));
  card.powerOn();
  for (const command of commands) await card.transmit(fromHex(command));
  return lines;
}

const select = "00A404000BA00000030800001000010000";

describe("the trace of a card", () => {
  it("says commands, data objects, tags and status words in words", async () => {
    const lines = await traceOf(select, "00CB3FFF035C017E00", "00CB3FFF055C035FC10200", "0020008000");
    assert.deepEqual(
      lines.map((line) => line.replace(/ {2}.*/, "")),
      [
        "power on",
        "1 > SELECT A000000308000010000100",
        "1 < 9000 success, 56 bytes: 61 application template { 4F application identifier, 79 tag allocation authority, 50 application label }",
        "2 > GET DATA of Discovery Object",
        "2 < 9000 success, 20 bytes: 7E Discovery Object { 4F application identifier, 5F2F PIN usage policy }",
        "3 > GET DATA of Card Holder Unique Identifier",
        "3 < 9000 success, 61 bytes: 53 data object { 30, 34, 35, 3E, FE }",
        "4 > VERIFY",
        "4 < 63C3 verification failed, 3 tries left",
      ],
    );
  });

  it("leaves passcodes out, also of commands that are cut short or in pieces", async () => {
    const pin = "3132333435363738";
    const lines = await traceOf(
      select,
      `0020008008${pin}`,
      `00200080093132333435363738`,
      `0024008010${pin}${pin}`,
      `1024008008${pin}`,
      `0024008008${pin}`,
      `002C008010${pin}${pin}`,
      `80200080083132333435363738`,
    );
    assert.doesNotMatch(lines.join("\n"), /31323334|33343536/);
    assert.ok(lines.some((line) => line.includes("[8 bytes not shown]")));
  });
});
