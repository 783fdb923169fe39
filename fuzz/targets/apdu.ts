import assert from "node:assert/strict";
import {
  decodeCommand,
  decodeResponse,
  encodeCommand,
  encodeResponse,
  fromHex,
  MalformedResponseError,
} from "../../src/iso7816/index.ts";
import { type FuzzTarget, unlessRefused } from "../runner/target.ts";

/** Command and response APDUs: what is read is written again byte for byte. */
export const target: FuzzTarget = {
  name: "apdu",
  seeds: () =>
    [
      "00A40400",
      "00CB3FFF00",
      "0020008008313233343536FFFF",
      "0087079A0201AA00",
      "0087079A000002AABB0000",
      "00CA9F7F000100",
    ]
      .concat("9000", "63C2", "AABB6101")
      .map(fromHex),
  open: () => ({
    run: (input) => {
      const command = decodeCommand(input);
      if (command !== undefined) assert.deepEqual(encodeCommand(command), input);
      const response = unlessRefused(() => decodeResponse(input), [MalformedResponseError]);
      if (response !== undefined) assert.deepEqual(encodeResponse(response.sw, response.data), input);
    },
  }),
};
