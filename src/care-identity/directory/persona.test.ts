import assert from "node:assert/strict";
import { it } from "node:test";
import { loadPersonas } from "./persona.ts";
import { personaNames } from "./persona-names.ts";

it("the names of personas in types are those of the persona file", () => {
  assert.deepEqual([...personaNames], Object.keys(loadPersonas().personas));
});
