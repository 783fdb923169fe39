import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { catalogue } from "../../src/foundation/errors/catalogue.ts";
import { TestkitError } from "../../src/foundation/errors/testkit-error.ts";
import { cardFault } from "../../src/virtual-card/index.ts";
import { codesNotProduced, madeInTheBrowser } from "./codes-not-produced.ts";
import { codeMadeByProduct } from "./origin-of.ts";

// That every code is produced is found out by run-tests.ts, over all tests together.
describe("error codes", () => {
  it("have an entry on the page docs/reference/errors.md each", () => {
    const page = readFileSync(new URL("../../docs/reference/errors.md", import.meta.url), "utf8");
    const entries = [...page.matchAll(/^#+ `?([A-Z][A-Z0-9_]+)`?$/gm)].map(([, code]) => code);
    assert.deepEqual(entries.sort(), Object.keys(catalogue).sort());
  });

  it("count where the product makes them, and not where a test does", () => {
    assert.throws(
      () => cardFault("unheard-of"),
      (error) => codeMadeByProduct(error) === "CARD_FAULT_UNKNOWN",
    );
    assert.equal(codeMadeByProduct(new TestkitError("CARD_RESET")), undefined);
    assert.equal(codeMadeByProduct(new Error("CARD_RESET")), undefined);
  });

  it("are missed where they were not made", () => {
    const all = Object.keys(catalogue);
    assert.deepEqual(codesNotProduced(new Set(all)), []);
    assert.deepEqual(codesNotProduced(new Set(all.filter((code) => code !== "CARD_RESET"))), ["CARD_RESET"]);
  });

  it("that a page makes are made by its script", async () => {
    const script = "../../src/foundation/page-style/assets/local-service.js";
    const { localService } = (await import(script)) as { localService: (ports: string) => Promise<number> };
    await assert.rejects(localService("9"), (error: Error & { code?: string }) => error.code === madeInTheBrowser[0]);
    assert.equal(madeInTheBrowser.length, 1);
  });
});
