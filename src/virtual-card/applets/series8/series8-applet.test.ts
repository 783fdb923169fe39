import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fromHex, toHex } from "../../../iso7816/index.ts";
import { issueCard, passcode, puk } from "../../testing/issue-card.ts";
import { padded, select, selectedCard, verifyRight } from "../../testing/series8-session.ts";
import { VirtualCard } from "../../virtual-card.ts";

const right = padded(passcode);
const wrong = padded("999999");
const next = padded("654321");
const rightPuk = padded(puk);
const wrongPuk = padded("99999999");
const verifyPuk = `0020000208${rightPuk}`;
const inApplication = (id: string) => `00A40804063F005015${id}00`;

/** What is sent in a row to a new card with its application selected, and what it answers: status word, data before it. */
const scripts: Record<string, readonly (readonly [command: string, answer: string | RegExp])[]> = {
  "SELECT by identifier, path, name and parent": [
    ["00A4000000", /^6F\w+83023F008606FF00FF00FF009000$/],
    ["00A40000025015", /^6F\w+83025015\w+9000$/],
    ["00A40000027002", /83027002\w+9000$/],
    ["00A4000C02B001", "9000"],
    ["00A40304", /^62\w+83023F00\w+9000$/],
    ["00A4080004 3F002F00 00", "6F 15 820101 83022F00 80020080 8608 0000FF00FF00FF00 9000"],
    ["00A4080002 2F00 00", /83022F00/],
    ["00A4090004 50155031 00", /83025031/],
    ["00A40900025031", /83025031/],
    ["00A4010002 5031 00", "6A82"],
    ["00A4020002 5031 00", /83025031/],
    ["00A4080006 3F0050157777 00", "6A82"],
    ["00A40000017F", "6A80"],
    ["00A40800037F0000", "6A80"],
    ["00A40700025031", "6A86"],
    ["00A40001025031", "6A86"],
    ["00A404000AA000000077010070FFFF", "6A82"],
    ["00A4040009A0000000770100700A00", /8410A0000000770100700A1000F100000100\w+9000$/],
  ],
  "READ BINARY": [
    ["00B0000000", "6986"],
    ["00A4080C043F002F00", "9000"],
    ["00B0000002", "612F9000"],
    ["00B0007F10", "006282"],
    ["00B0007F00", "009000"],
    ["00B0008001", "6B00"],
    ["00B0800001", "6A81"],
    ["00B00000", "6700"],
  ],
  "UPDATE and WRITE BINARY after the passcode": [
    ["00A4080C063F005015B001", "9000"],
    ["00D607F004A1B2C3D4", "6982"],
    [verifyRight, "9000"],
    ["00D607F004A1B2C3D4", "9000"],
    ["00D007F0020F0F", "9000"],
    ["00B007F004", "AFBFC3D49000"],
    ["00D607FD04A1B2C3D4", "6A84"],
    ["00D6080001A1", "6B00"],
    ["00D60000", "6700"],
    ["00D6800001A1", "6A81"],
    ["00A4080C043F002F00", "9000"],
    ["00D6000001A1", "6982"],
    ["00A4000C023F00", "9000"],
    ["00D6000001A1", "6986"],
  ],
  "GET DATA: production data and the policies of passcode and unblocking code": [
    ["00CA9F7F2D", /^9F7F2A0{24}[0-9A-F]{8}0{52}9000$/],
    ["00CA5F0100", "5F011A 910103 800100 860A 00000002 0001FF00FF00 A106 830108 840104 9000"],
    ["00CA5F0200", "5F021A 910103 800100 860A 0000FF00 0002FF00FF00 A106 830108 840104 9000"],
    ["00CA5F0300", "6A88"],
    ["00CA5F0101FF00", "6700"],
  ],
  VERIFY: [
    ["00200001", "63C3"],
    ["0020000100", "63C3"],
    [`0020000106${Buffer.from(passcode).toString("hex")}`, "9000"],
    ["00200001", "9000"],
    [`0020000108${wrong}`, "63C2"],
    ["00200001", "63C2"],
    [verifyRight, "9000"],
    ["0020000103313233", "6A80"],
    [`0020000109${right}FF`, "6A80"],
    ["0020000108313233FF35363738", "6A80"],
    ["00200001", "9000"],
    ["00200101", "6A86"],
    ["00200003", "6A88"],
    [select, "9000"],
    ["00200001", "63C3"],
  ],
  "three wrong passcodes lock it": [
    [`0020000108${wrong}`, "63C2"],
    [`0020000108${wrong}`, "63C1"],
    [`0020000108${wrong}`, "63C0"],
    ["00200001", "6983"],
    [verifyRight, "6983"],
    [`0024000110${right}${next}`, "6983"],
  ],
  "CHANGE REFERENCE DATA": [
    [`0024000110${wrong}${next}`, "63C2"],
    [`0024000110${right}${padded("1234")}`, "6A80"],
    [`0024000110${right}${padded("abcdef")}`, "6A80"],
    [`0024000106${right}`.slice(0, 22), "6A80"],
    [`0024010108${next}`, "6982"],
    [`0024000110${right}${next}`, "9000"],
    ["00200001", "9000"],
    [`0024010108${right}`, "9000"],
    [select, "9000"],
    [verifyRight, "9000"],
    [`0024000210${rightPuk}${padded("87654321")}`, "9000"],
    [verifyPuk, "63C2"],
    [`0024020108${right}`, "6A86"],
    [`0024000310${right}${next}`, "6A88"],
  ],
  "RESET RETRY COUNTER with code and new passcode": [
    [`002C000110${wrongPuk}${next}`, "63C2"],
    [`002C000110${rightPuk}${padded("1234")}`, "6A80"],
    [`002C000110${rightPuk}${next}`, "9000"],
    ["00200001", "63C3"],
    [`0020000108${next}`, "9000"],
  ],
  "RESET RETRY COUNTER with the code alone": [
    [`0020000108${wrong}`, "63C2"],
    [`002C010108${rightPuk}`, "9000"],
    ["00200001", "63C3"],
    [verifyRight, "9000"],
  ],
  "RESET RETRY COUNTER once the code is verified": [
    [`0020000108${wrong}`, "63C2"],
    ["002C0301", "6982"],
    [`002C020108${next}`, "6982"],
    [verifyPuk, "9000"],
    ["002C0301", "9000"],
    [verifyRight, "9000"],
    [`002C020108${next}`, "9000"],
    [`0020000108${next}`, "9000"],
    ["002C0401", "6A86"],
    ["002C0302", "6982"],
    ["002C0303", "6A88"],
    [`002C030108${next}`, "6A80"],
  ],
  "three wrong unblocking codes block it for good": [
    [`002C010108${wrongPuk}`, "63C2"],
    [`0020000208${wrongPuk}`, "63C1"],
    [`002C000110${wrongPuk}${next}`, "63C0"],
    [`002C000110${rightPuk}${next}`, "6983"],
    [verifyPuk, "6983"],
  ],
  "MANAGE SECURITY ENVIRONMENT and what lacks it": [
    [verifyRight, "9000"],
    [`002A9E9A20${"AB".repeat(32)}00`, "6985"],
    ["0047000002AC0000", "6985"],
    ["002241B606800111830105", "6A88"],
    ["002241B606800112830101", "6A80"],
    ["002241B603800111", "6A80"],
    ["002241B903830101", "6A86"],
    ["0022F301", "6A86"],
    ["002241B603840181", "9000"],
    ["002A808000", "6A86"],
    [`002A9E9AF6${"AB".repeat(246)}00`, "6A80"],
    ["002A9E9A00", "6A80"],
  ],
  "signing and deciphering without the passcode": [
    ["002241B606800111830101", "9000"],
    [`002A9E9A20${"AB".repeat(32)}00`, "6982"],
    ["0047000002AC0000", "6982"],
    ["002241B806800111830101", "9000"],
    ["002A80860101", "6982"],
  ],
  "GET CHALLENGE and other commands": [
    ["0084000018", /^[0-9A-F]{48}9000$/],
    ["00840000", "6700"],
    ["0084010018", "6A86"],
    ["00CB3FFF035C017E00", "6D00"],
    ["80CA9F7F2D", "6E00"],
    ["102000010431323334", "6884"],
  ],
};

describe("the series 8 application", () => {
  for (const [what, script] of Object.entries(scripts)) {
    it(what, () => {
      const { send } = selectedCard();
      for (const [command, answer] of script) {
        const actual = send(command);
        if (typeof answer === "string") assert.equal(actual, answer.replaceAll(" ", ""), command);
        else assert.match(actual, answer, command);
      }
    });
  }

  it("starts with its application selected, as its ATR says, and forgets everything at a reset", () => {
    const card = new VirtualCard(issueCard({ profile: "series8" }));
    const send = (command: string) => toHex(card.transmit(fromHex(command)));
    assert.equal(send(verifyRight), "9000");
    assert.equal(send("00A4080C063F005015B001"), "9000");
    card.reset();
    assert.equal(send("00200001"), "63C3");
    assert.equal(send("00B0000001"), "6986");
  });

  it("forgets the passcode without a word when a file is selected, where the profile says so", () => {
    const kept = selectedCard("series8");
    const dropped = selectedCard("series8-drops-pin");
    for (const { send } of [kept, dropped]) {
      assert.equal(send(verifyRight), "9000");
      assert.match(send(inApplication("B001")), /9000$/);
    }
    assert.equal(kept.send("00200001"), "9000");
    assert.equal(dropped.send("00200001"), "63C3");
  });
});
