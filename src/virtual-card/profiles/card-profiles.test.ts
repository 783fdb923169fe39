import assert from "node:assert/strict";
import { it } from "node:test";
import type { CardProfileName } from "./card-profile.ts";
import { cardProfiles } from "./card-profiles.ts";

it("the names of card profiles in types are those of the profiles", () => {
  const named: Record<CardProfileName, true> = {
    piv: true,
    "piv-strict": true,
    "piv-lenient": true,
    series8: true,
    "series8-drops-pin": true,
    "series8-awp": true,
  };
  assert.deepEqual(
    Object.keys(named),
    cardProfiles.map(({ name }) => name),
  );
});
