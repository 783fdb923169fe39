import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { faultNames } from "../../src/fake-cis2/index.ts";
import { readVariants } from "./testing/variants.ts";

const here = (path: string) => new URL(path, import.meta.url);
const page = readFileSync(here("../../docs/reference/relying-party-checks.md"), "utf8");
const [before = "", mapping = ""] = page.split("## The modules of OpenID's conformance suite");
const [checks = "", unused = ""] = before.split("## Faults that no scenario uses");
const rowsOf = (text: string) =>
  text
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (-|source|module of)/.test(line))
    .map((line) => line.split(" | ").map((cell) => cell.replaceAll(/^\| | \|$/g, "").trim()));
const features = readdirSync(here("../../features/relying-party/"))
  .map((file) => readFileSync(here(`../../features/relying-party/${file}`), "utf8"))
  .join("\n");
/** A key is withdrawn, or changed, in steps. */
const keySteps = readFileSync(here("../../step-definitions/relying-party-keys.steps.ts"), "utf8");
const scenarios = new Set([...features.matchAll(/@id:(RP-[A-Z]+-\d+)/g)].map(([, id]) => id ?? ""));

describe("docs/reference/relying-party-checks.md", () => {
  it("has no empty cell", () => {
    const rows = rowsOf(checks);
    assert.ok(rows.length > 50);
    for (const row of rows) assert.ok(row.length === 5 && row.every((cell) => cell !== ""), row.join(" | "));
    for (const row of rowsOf(mapping)) assert.ok(row.length === 3 && row.every((cell) => cell !== ""), row.join(" | "));
  });

  it("names scenarios that exist, and all of them", () => {
    const named = new Set<string>();
    for (const [, from = "", to] of page.matchAll(/(RP-[A-Z]+-\d+)(?:\[[^\]]*\])?(?: to (RP-[A-Z]+-\d+))?/g)) {
      const [name, first] = [from.slice(0, -2), Number(from.slice(-2))];
      const last = to === undefined ? first : Number(to.slice(-2));
      for (let number = first; number <= last; number++) named.add(`${name}${String(number).padStart(2, "0")}`);
    }
    assert.deepEqual(
      [...named].filter((id) => !scenarios.has(id)),
      [],
    );
    assert.deepEqual(
      [...scenarios].filter((id) => !named.has(id)),
      ["RP-SIGNIN-01"].filter((id) => !named.has(id)),
    );
  });

  it("says of every fault which scenario uses it, or why none does", () => {
    const without = [...unused.matchAll(/^- (`[^:]+):/gm)].flatMap(([, names = ""]) => names.match(/[a-z-]+/g) ?? []);
    const shown = (name: string) => new RegExp(`(?<![a-z-])${name}(?![a-z-])`).test(features + keySteps);
    const faults: readonly string[] = faultNames;
    assert.deepEqual(without.toSorted(), faults.filter((name) => !shown(name)).toSorted());
  });

  it("names faults and mistakes that exist, and every mistake", () => {
    const cells = (column: number) =>
      rowsOf(checks).flatMap((row) =>
        [...(row[column] ?? "").matchAll(/`([a-z0-9-]+)`/g)].map(([, name]) => name ?? ""),
      );
    const faults: readonly string[] = faultNames;
    assert.deepEqual(
      cells(3).filter((name) => !faults.includes(name)),
      [],
    );
    const mistakes = readVariants().map(({ name }) => name);
    const named = checks;
    assert.deepEqual(
      cells(4).filter((name) => !mistakes.includes(name)),
      [],
    );
    assert.deepEqual(
      mistakes.filter((name) => !named.includes(name) && !name.startsWith("logout-")),
      [],
    );
  });
});
