import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { decodeCommand, fromHex } from "../../iso7816/index.ts";
import { isReading, provesAdministrationKey } from "./commands.ts";

const decoded = (text: string) => decodeCommand(fromHex(text)) ?? assert.fail(text);

describe("a command that leaves a card as it was", () => {
  for (const [name, text] of [
    ["the question how many tries are left", "00200080"],
    ["a passcode", "0020008008313233343536FFFF"],
    ["taking the verified status away", "0020FF80"],
    ["a key and algorithm for what follows", "002241B606840102800112"],
    ["a digest to sign", "002A9E9A0401020304"],
    ["a challenge of the card", "0084000008"],
    ["a signature", "0087079A0401020304"],
    ["a block of a chain", "1087079A0401020304"],
    ["an application", "00A4040005A000000308"],
    ["a part of a file", "00B0000010"],
    ["the rest of an answer", "00C0000010"],
    ["an object", "00CB3FFF055C035FC102"],
    ["an object by its number", "00CA006600"],
    ["an instruction that no card has", "00EE0000"],
    ["an object in a class that no card has", "A0CB3FFF055C035FC10200"],
    ["an object in a reserved channel", "01CB3FFF055C035FC10200"],
    ["a part of a file in a class that no card has", "A0B0000001"],
  ]) {
    it(`is ${name}`, () => {
      assert.equal(isReading(fromHex(text ?? ""), decoded(text ?? "")), true);
    });
  }

  for (const [name, text] of [
    ["a VERIFY with P1 FF and data", "0020FF8008313233343536FFFF"],
    ["a proof of the administration key", "0087039B047C028100"],
    ["a written object", "00DB3FFF065C035FC1095300"],
    ["a block of a chain that writes", "10DB3FFF065C035FC1095300"],
    ["a part of a file in secure messaging", "0CB0000010"],
    ["an object in a class that no card has, by other bytes", "A0CB3FFF055C035FC105"],
  ]) {
    it(`is not ${name}`, () => {
      assert.equal(isReading(fromHex(text ?? ""), decoded(text ?? "")), false);
    });
  }
});

describe("a proof of the administration key", () => {
  for (const [name, text, proves] of [
    ["is no request for a witness", "0087039B047C028000", false],
    ["is no request for a challenge", "0087039B047C028100", false],
    ["is a response to a challenge", "0087039B0C7C0A82080000000000000000", true],
    ["is a witness sent back", "0087039B0C7C0A80080000000000000000", true],
    ["is an empty response", "0087039B047C028200", true],
    ["is a request with more behind it", "0087039B067C0481008000", true],
    ["is a request with a length and nothing behind it", "0087039B047C028101", true],
    ["is no use of another key", "0087039A0C7C0A82080000000000000000", false],
    ["is no other command with the key's number", "0020009B08313233343536FFFF", false],
  ] as const) {
    it(name, () => {
      assert.equal(provesAdministrationKey(decoded(text)), proves);
    });
  }
});
