import type { Outcome } from "./test-all.ts";
import type { Variant } from "./variants.ts";

const introduction = `<!-- Written by variants.test.ts: UPDATE_GOLDEN=1 npx node --test examples/relying-party/variants.test.ts -->

# The example with one line wrong

Each file in this folder removes or changes one line of [the example](../README.md). This page shows each change, and lists
the scenarios of the target \`relying-party\` that then fail or warn. All other scenarios have the same verdicts as without the
change. After each scenario you can read what the report says.`;

/** Without where the browser was, which differs from run to run, and without what the assertion adds for programmers. */
function settled(reason: string): string {
  const [sentence = ""] = reason.split("\n");
  return sentence.replace(/, at http:.*$/, ".").replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1");
}

/** What is wrong in each variant, and what the report then says. */
export function brokenPage(variants: readonly Variant[], outcomes: ReadonlyMap<string, readonly Outcome[]>): string {
  const sections = variants.map((variant) => {
    const file = (variant.patch.oldFileName ?? "").replace(/^a\//, "");
    const changed = variant.patch.hunks.flatMap(({ lines }) => lines).filter((line) => /^[-+]/.test(line));
    const own = [...variant.fails, ...variant.warns];
    const failures = outcomes.get(variant.name)?.filter(({ key }) => own.includes(key));
    return [
      `## ${variant.name}`,
      `${variant.summary} In [\`${file}\`](../${file}):`,
      ["```diff", ...changed, "```"].join("\n"),
      failures?.map(({ key, reason }) => `- \`${key}\`: ${settled(reason)}`).join("\n"),
    ].join("\n\n");
  });
  return `${[introduction, ...sections].join("\n\n")}\n`;
}
