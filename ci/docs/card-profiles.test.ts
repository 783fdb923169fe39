import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { cardProfiles } from "../../src/virtual-card/index.ts";
import { projectRoot } from "./code-blocks/code-block.ts";

const page = readFileSync(join(projectRoot, "docs/reference/card-profiles.md"), "utf8");

/** The cells of each row that begins with a name in backquotes. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")));

it("the page of card profiles names each profile with its answer to reset, and no other", () => {
  let above = "";
  const told = rows.map(([, name, , atr]) => {
    if (atr !== "the same") above = atr ?? "";
    return { name, atr: above };
  });
  assert.deepEqual(
    told,
    cardProfiles.map(({ name, atr }) => ({ name, atr })),
  );
});

it("the page of card profiles has the passcode and PUK tries of each PIV profile", () => {
  const [, , ...tries] = (page.split("\n").find((line) => line.startsWith("| passcode and PUK tries")) ?? "").split(
    "|",
  );
  const profiles = cardProfiles.filter(({ series }) => series === 9);
  assert.deepEqual(
    tries.slice(0, -1).map((cell) => cell.trim()),
    profiles.map(({ applet: { retryLimits } }) => `${retryLimits.pin}, ${retryLimits.puk}`),
  );
});
