import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fromHex } from "../../iso7816/index.ts";
import { exchangeWords } from "./exchange-line.ts";
import { ExchangeRedaction } from "./redaction.ts";

/** As a recorder keeps it. */
const words = (command: string, response: string) =>
  exchangeWords(new ExchangeRedaction().keep(fromHex(command), fromHex(response)));

const verify = "002000800831333639 3031FFFF".replace(" ", "");

describe("the line of an exchange", () => {
  const lines: readonly [command: string, response: string, line: string][] = [
    ["00A404000BA000000308000010000100", "9000", "SELECT PIV"],
    ["00A404000BA000000308000010000100", "6A82", "SELECT PIV: file or application not found"],
    ["00A4040C0CA000000063504B43532D3135", "9000", "SELECT PKCS #15"],
    ["00A4080004 50154B01".replace(" ", ""), "9000", "SELECT 50154B01"],
    ["00200080", "63C3", "VERIFY asks for the retry counter: 3 tries left"],
    ["00200080", "9000", "VERIFY: already verified"],
    [verify, "63C2", "VERIFY: 2 tries left"],
    [verify, "63C1", "VERIFY: 1 try left"],
    [verify, "6983", "VERIFY: locked, no tries left"],
    [verify, "9000", "VERIFY: passcode accepted"],
    ["00CB3FFF055C035FC10500", "6100", "GET DATA of X.509 Certificate for PIV Authentication"],
    ["0087079A047C02820000", "7C0382010A9000", "GENERAL AUTHENTICATE with key 9A: signed"],
    ["0087079A047C02820000", "6982", "GENERAL AUTHENTICATE with key 9A: security status not satisfied"],
    ["1087079A047C028200", "9000", "GENERAL AUTHENTICATE with key 9A (more follows)"],
    ["00C0000000", "01029000", "GET RESPONSE"],
  ];
  for (const [command, response, line] of lines) {
    it(line, () => {
      assert.equal(words(command, response).line, line);
    });
  }
});

it("names the status word that refuses a passcode, and none of a question or a success", () => {
  assert.equal(words(verify, "63C2").refused, "63C2");
  assert.equal(words("00200080", "63C3").refused, undefined);
  assert.equal(words(verify, "9000").refused, undefined);
  assert.equal(words("00CB3FFF055C035FC10500", "6100").refused, undefined);
});

it("shows neither a passcode nor what is withheld", () => {
  assert.equal(
    words(verify, "63C2").detail,
    "> VERIFY  00200080 [data not shown]\n< 63C2 verification failed, 2 tries left",
  );
  const printed = words("00CB3FFF055C035FC10900", "5304DEADBEEF9000");
  assert.match(printed.detail, /GET DATA of Printed Information/);
  assert.match(printed.detail, /< 9000, data not shown/);
});
