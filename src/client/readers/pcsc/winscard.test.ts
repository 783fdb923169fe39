import assert from "node:assert/strict";
import { it } from "node:test";
import { pcscAbi } from "./abi.ts";
import { Winscard } from "./winscard.ts";

it("a machine without the PC/SC library is told which one is missing", () => {
  assert.throws(() => Winscard.load({ ...pcscAbi(), library: "libno-such-pcsc.so.1" }), {
    code: "PCSC_LIBRARY_MISSING",
    details: { library: "libno-such-pcsc.so.1" },
  });
});
