import assert from "node:assert/strict";
import { it } from "node:test";
import { checkTargetReady } from "./check-target-ready.ts";

const pcsc = { target: "pcsc", parallel: 0 } as const;
const readersCalled =
  (...names: string[]) =>
  () =>
    Promise.resolve({ list: () => Promise.resolve(names.map((name) => ({ name }))) });

it("a PC/SC service is ready with vpcd's two readers, and not with fewer", async () => {
  await checkTargetReady(pcsc, readersCalled("Virtual PCD 00 00", "Virtual PCD 00 01"));
  await assert.rejects(checkTargetReady(pcsc, readersCalled("ACR38", "Virtual PCD 00 00")), {
    code: "VIRTUAL_READERS_MISSING",
    details: { known: "ACR38, Virtual PCD 00 00" },
  });
});

it("scenarios cannot share the readers of a PC/SC service", async () => {
  await assert.rejects(checkTargetReady({ ...pcsc, parallel: 2 }, readersCalled()), { code: "CONFIGURATION_INVALID" });
});
