import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CardConnection } from "../../iso7816/index.ts";
import type { ApduResult } from "./apdu-result.ts";
import { runCase, type RunOptions } from "./run-case.ts";
import { scriptSchema, type ApduCase, type ApduScript } from "./script.ts";
import type { CardUnderTest } from "./case-variables.ts";

/** The scripts in a folder beside this file, in the order of their names; one with an unknown field is refused. */
export function readScripts(folder: string): readonly ApduScript[] {
  const directory = join(import.meta.dirname, folder);
  const files = readdirSync(directory).sort();
  return files.map((file) => scriptSchema.parse(JSON.parse(readFileSync(join(directory, file), "utf8"))));
}

/**
 * Puts a card through cases, one after the other, each on its own connection that is given back: the card is reset in
 * between. It can be any card: what may be done to it is said in `allowed`, and by default nothing is done that writes
 * or spends a try.
 */
export async function* runCases(
  cases: readonly ApduCase[],
  connect: () => Promise<CardConnection>,
  card: CardUnderTest,
  options: RunOptions = {},
): AsyncGenerator<ApduResult> {
  for (const test of cases) {
    const connection = await connect();
    let result: ApduResult;
    try {
      result = await runCase(connection, test, card, options);
    } finally {
      await connection.disconnect();
    }
    yield result;
    // What comes next would be judged on a card that is no longer the tester's.
    if (result.notRestored !== undefined) return;
  }
}
