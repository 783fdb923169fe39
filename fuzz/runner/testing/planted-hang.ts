import { bytesOf, type FuzzTarget } from "../target.ts";
import { plantedParser } from "./planted-parser.ts";

/** A target whose second seed never ends. */
export const target: FuzzTarget = {
  name: "planted",
  seeds: () => [bytesOf("LOCK1"), bytesOf("LOCK8")],
  open: () => ({ run: (input) => void plantedParser(input) }),
};
