import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CardConnection } from "../../iso7816/index.ts";
import { runCase, type ApduResult, type RunOptions } from "./run-case.ts";
import { scriptSchema, type ApduCase, type ApduScript } from "./script.ts";
import type { CardUnderTest } from "./values.ts";

/** The cases for PIV cards, in the order of their files; a script with an unknown field is refused. */
export const pivScripts: readonly ApduScript[] = readScripts(join(import.meta.dirname, "piv"));

export const pivCases: readonly ApduCase[] = pivScripts.flatMap(({ cases }) => cases);

/**
 * Puts a PIV card through the cases, one after the other, each on a connection of its own that is given back: the card is
 * reset in between. It can be any card: what may be done to it is said in `allowed`, and by default nothing is done that
 * writes or spends a try.
 */
export async function* runPivSuite(
  connect: () => Promise<CardConnection>,
  card: CardUnderTest,
  options: RunOptions = {},
): AsyncGenerator<ApduResult> {
  for (const test of pivCases) {
    const connection = await connect();
    try {
      yield await runCase(connection, test, card, options);
    } finally {
      await connection.disconnect();
    }
  }
}

function readScripts(directory: string): ApduScript[] {
  const files = readdirSync(directory).sort();
  return files.map((file) => scriptSchema.parse(JSON.parse(readFileSync(join(directory, file), "utf8"))));
}
