import { readFileSync } from "node:fs";
import { format } from "oxfmt";
import { z } from "zod";

const settings = z
  .object({ printWidth: z.number() })
  .parse(JSON.parse(readFileSync(new URL("../../.oxfmtrc.json", import.meta.url), "utf8")));

/** The text as `npm run format` would have it in a file of this name. Rejects with an Error for a text that cannot be read. */
export async function formatted(path: string, text: string): Promise<string> {
  const { code, errors } = await format(path, text, settings);
  if (errors[0] !== undefined) throw new Error(`${path}: ${errors[0].message}`);
  return code;
}
