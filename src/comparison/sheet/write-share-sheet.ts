import { writeFile } from "node:fs/promises";
import { dataFileInvalid } from "../../foundation/data-file.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { Comparison } from "../compare.ts";
import { type Evidence } from "../evidence/evidence.ts";
import { defined } from "../evidence/json.ts";
import { readHar } from "../har/read-har.ts";
import { settingsSchema } from "../../fake-cis2/index.ts";
import { referenceOf } from "../reference.ts";
import { publicWords } from "./public-words.ts";
import { type Sheet, shareSheet } from "./share-sheet.ts";
import { ValueSearch } from "./value-search.ts";
import { valuesInEntry, valuesInJson } from "./values-in.ts";
import { LongTextValues } from "./values-in-long-text.ts";

/** Tokens, keys in PEM, e-mail addresses and ids, of any owner: a second look that knows nothing of the input. */
const forbidden = [
  /eyJ[\w-]{10,}/,
  /-----BEGIN/,
  /[\w.+-]+@[\w-]+\.\w/,
  /(?<!\d)\d{9,}(?!\d)/,
  /(?=[\w+-]*\d)(?=[\w+-]*[A-Z])(?=[\w+-]*[a-z])[\w+-]{32,}/,
];

/**
 * Writes the sheet, after a search of it for every value of the input. Rejects with SHARE_HOLDS_VALUES if one was found, and with
 * DATA_FILE_INVALID if the file cannot be written; then nothing is.
 */
export async function writeShareSheet(
  file: string,
  comparison: Comparison,
  evidence: Evidence,
  harFiles: readonly string[],
): Promise<void> {
  const sheet = shareSheet(comparison);
  const count = await valuesHeld(sheet, evidence, harFiles);
  if (count > 0) throw new TestkitError("SHARE_HOLDS_VALUES", { file, count });
  try {
    await writeFile(file, sheet.markdown);
  } catch (cause) {
    throw dataFileInvalid(file, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/** How many values of the input the sheet holds. */
export async function valuesHeld(
  sheet: Sheet,
  evidence: Evidence,
  harFiles: readonly string[],
  measured?: Omit<Evidence, "exchanges">,
): Promise<number> {
  const reference = measured ?? (await referenceOf(settingsSchema.parse({})));
  const objects = reference.samples.flatMap(({ idToken, userinfo, tokenResponse, request }) =>
    defined([idToken?.header, idToken?.claims, userinfo?.claims, tokenResponse, request]),
  );
  const documents = [
    reference.discovery?.document,
    evidence.discovery?.document,
    ...(evidence.keys ?? []).map(formsOf),
  ];
  const search = new ValueSearch(sheet.seen, publicWords(documents, objects));
  const { samples, logoutTokens } = evidence;
  for (const value of valuesInJson([samples, logoutTokens])) search.add(value);
  const long = new LongTextValues((value) => {
    search.add(value);
  });
  for (const file of harFiles) {
    await readHar(file, {
      longText: (part, isEnd) => {
        long.take(part, isEnd);
      },
      entry: (entry) => {
        for (const value of valuesInEntry(entry)) search.add(value);
      },
    });
  }
  const shapes = forbidden.filter((form) => form.test(sheet.seen)).length;
  return search.found + shapes;
}

/** Of keys what says how they are used. */
function formsOf({ kty, use, alg }: Readonly<Record<string, unknown>>) {
  return { kty, use, alg };
}
