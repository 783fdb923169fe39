import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { encodeResponse, fromHex, Instruction } from "../../iso7816/index.ts";
import { pivScript } from "../testing/scripted-piv.ts";
import { ScriptedCard } from "../testing/scripted-card.ts";
import { series8Script, tokenFiles } from "../testing/scripted-series8.ts";
import { testIdentity } from "../testing/test-certificate.ts";
import { openSmartcard } from "./open-smartcard.ts";
import type { Script } from "../testing/scripted-card.ts";

const { certificate, privateKey } = await testIdentity("rsa-2048");

describe("a change of passcode", () => {
  const scripts: [string, Script][] = [
    ["PIV", pivScript({ certificate, privateKey })],
    ["series 8", series8Script({ files: tokenFiles(certificate), privateKey })],
  ];
  for (const [kind, script] of scripts) {
    it(`leaves no copy of either passcode behind: ${kind}`, async (test) => {
      const card = new ScriptedCard(
        (command) => (command.ins === Instruction.CHANGE_REFERENCE_DATA ? encodeResponse(0x9000) : script(command)),
        fromHex("3B00"),
      );
      const smartcard = await openSmartcard(card);
      const [current, next] = [Uint8Array.from(Buffer.from("123456")), Uint8Array.from(Buffer.from("654321"))];
      const from = test.mock.method(Buffer, "from");
      await smartcard.changePasscode(current, next);
      const copies = from.mock.calls.map(({ result }) => (result as Buffer).toString("latin1"));
      from.mock.restore();
      assert.deepEqual(
        copies.filter((copy) => copy.includes("123456") || copy.includes("654321")),
        [],
      );
    });
  }
});
