import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parsePatch, type StructuredPatch } from "diff";

const folder = fileURLToPath(new URL("../broken/", import.meta.url));
const form =
  /^(?<summary>\S.*)\n\n(?:With: (?<setUp>\S[^\n]*)\n)?(?:Fails: (?<fails>\S[^\n]*)\n)?(?:Warns: (?<warns>\S[^\n]*)\n)?\n(?<diff>--- a\/.*)$/s;

/** With a key and without TLS, with a secret in place of the key, with TLS on both sides, with the API platform, or for AAL2. */
export const setUps = ["plain", "secret", "TLS", "API platform", "AAL2"] as const;
export type SetUp = (typeof setUps)[number];

/** The example with one line wrong. */
export interface Variant {
  readonly name: string;
  /** What it does wrong, in a sentence. */
  readonly summary: string;
  /** How it is set up, where the line makes no difference otherwise. */
  readonly setUp: SetUp;
  /** The scenarios that have to fail, and no other, as `RP-09` or `RP-09[an example]`. */
  readonly fails: readonly string[];
  /** The scenarios that have to warn, and no other. */
  readonly warns: readonly string[];
  /** As in the file, without what stands before it. */
  readonly diff: string;
  readonly patch: StructuredPatch;
}

/** Reads all of them. Throws where a file has not the form of the others, or changes more than a line. */
export function readVariants(): Variant[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(".diff"));
  return files.sort().map((file) => {
    const {
      summary = "",
      setUp = "plain",
      fails,
      warns,
      diff = "",
    } = form.exec(readFileSync(folder + file, "utf8"))?.groups ?? {};
    const [patch, ...others] = diff === "" ? [] : parsePatch(diff);
    if (patch === undefined || others.length > 0)
      throw new Error(`${file} is not one sentence, "Fails:" or "Warns:", and one diff`);
    if (fails === undefined && warns === undefined) throw new Error(`${file} neither fails nor warns`);
    const changes = patch.hunks.flatMap(({ lines }) => lines);
    const taken = changes.filter((line) => line.startsWith("-")).length;
    const put = changes.filter((line) => line.startsWith("+")).length;
    if (taken !== 1 || put > 1) throw new Error(`${file} changes more than one line`);
    const known = setUps.find((one) => one === setUp);
    if (known === undefined) throw new Error(`${file} is to be set up with ${setUp}, of which nobody knows`);
    const name = file.replace(/\.diff$/, "");
    return { name, summary, setUp: known, fails: keys(fails), warns: keys(warns), diff, patch };
  });
}

function keys(line: string | undefined): string[] {
  return line?.split(/, (?=RP-)/) ?? [];
}
