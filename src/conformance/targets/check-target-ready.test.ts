import assert from "node:assert/strict";
import { it } from "node:test";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { checkTargetReady } from "./check-target-ready.ts";

const pcsc = { target: "pcsc", parallel: 0, vpcdPort: 35963 } as const;
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

it("a PC/SC service of the testkit's own needs no reader to be there before, only the library", async () => {
  const own = { target: "pcsc", parallel: 0 } as const;
  await checkTargetReady(own, readersCalled());
  await assert.rejects(
    checkTargetReady(own, () => Promise.reject(new TestkitError("PCSC_LIBRARY_MISSING", { library: "x" }))),
    { code: "PCSC_LIBRARY_MISSING" },
  );
});

it("scenarios cannot share the readers of a PC/SC service", async () => {
  await assert.rejects(checkTargetReady({ ...pcsc, parallel: 2 }, readersCalled()), { code: "CONFIGURATION_INVALID" });
});
