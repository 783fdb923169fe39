import { loadPersonas } from "../../src/fake-cis2/index.ts";
import { dataFileTarget } from "../runner/data-file.ts";

const { organisations, personas } = loadPersonas();
const few = Object.fromEntries(Object.entries(personas).slice(0, 2));

/** Persona files. */
export const target = dataFileTarget({
  name: "personas",
  seeds: [{ organisations, personas: few }],
  read: loadPersonas,
});
