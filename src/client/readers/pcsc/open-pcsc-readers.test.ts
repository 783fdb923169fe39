// Runs in a process alone: koffi must not have been loaded before.
import assert from "node:assert/strict";
import { registerHooks } from "node:module";
import { it } from "node:test";
import { examine } from "../../doctor/doctor.ts";
import { openPcscReaders } from "./open-pcsc-readers.ts";

it("an installation without the native module is told so, by the doctor too", async () => {
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === "koffi")
        throw new Error("Cannot find the native Koffi module; did you bundle it correctly?\n...");
      return next(specifier, context);
    },
  });
  try {
    await assert.rejects(openPcscReaders(), { code: "NATIVE_MODULE_MISSING", message: /native Koffi module; .*\?\.$/ });
    const finding = (await examine({ portServicePorts: [0] })).find(({ check }) => check === "PC/SC");
    assert.equal(finding?.verdict, "problem");
    assert.match(finding.cure ?? "", /npm install/);
  } finally {
    hooks.deregister();
  }
});
