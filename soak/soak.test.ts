import assert from "node:assert/strict";
import { it } from "node:test";
import { runSoak } from "./run-soak.ts";

it("five seconds of random faults: each sign-in ends as its fault says, and nothing is left behind", async () => {
  const { signIns, problems } = await runSoak({ seconds: 5, seed: 20_261_124 });
  assert.deepEqual(problems, []);
  assert.ok(signIns >= 20, `${signIns} sign-ins`);
});
