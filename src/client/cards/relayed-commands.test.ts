import assert from "node:assert/strict";
import { it } from "node:test";
import { fromHex } from "../../iso7816/index.ts";
import { isPivAdministration } from "./piv/piv-administration.ts";
import { isSeries8Administration } from "./series8/series8-administration.ts";

const commands: readonly [string, (command: Uint8Array) => boolean, Readonly<Record<string, boolean>>][] = [
  [
    "PIV",
    isPivAdministration,
    {
      "0087039B047C02800000": true,
      "0087079A047C02820000": false,
      "0087078204 7C02820000": false,
      "0047009A05AC038001070000": false,
      "0047009A05AC0380010700": true,
      "00CB3FFF055C035FC10500": true,
      "00DB3FFF075C035FC1055300": true,
      "00200080": false,
      "0020008008313233343536FFFF": false,
      "002400811031323334353637383132333435363738": true,
      "002400801031323334353637383132333435363738": false,
      "002C00801031323334353637383132333435363738": true,
      "1087079A027C02": false,
      "80CB3FFF055C035FC10500": false,
      "00A4040009A00000030800001000": false,
      "00": false,
    },
  ],
  [
    "series 8",
    isSeries8Administration,
    {
      "00A40804023F00": true,
      "00B0000000": true,
      "00D600000100": true,
      "002241B603830103": true,
      "0047000005AC0382010100": true,
      "002A9E9A01AA00": false,
      "002A80860100": false,
      "00200001": false,
      "002400021031323334353637383132333435363738": true,
      "002400011031323334353637383132333435363738": false,
      "002C00011031323334353637383132333435363738": true,
    },
  ],
];

for (const [card, isAdministration, expected] of commands) {
  it(`lets the authority administer a ${card} card, and use neither its passcode nor its keys`, () => {
    for (const [command, relayed] of Object.entries(expected)) {
      assert.equal(isAdministration(fromHex(command.replaceAll(" ", ""))), relayed, command);
    }
  });
}
