import type { Outcome } from "./test-all.ts";
import type { Variant } from "./variants.ts";

const introduction = `<!-- Written by variants.test.ts: UPDATE_GOLDEN=1 npx node --test examples/relying-party/variants.test.ts -->

# The example with one line wrong

Each file here takes one line out of [the example](../README.md), or changes one. Then these modules of the target
\`relying-party\` fail, and no other, with the sentence that the report shows.`;

/** What is wrong in each variant, and what the report then says. */
export function brokenPage(variants: readonly Variant[], outcomesOf: (name: string) => readonly Outcome[]): string {
  const sections = variants.map((variant) => {
    const file = (variant.patch.oldFileName ?? "").replace(/^a\//, "");
    const changed = variant.patch.hunks.flatMap(({ lines }) => lines).filter((line) => /^[-+]/.test(line));
    const failures = outcomesOf(variant.name).filter(({ verdict }) => verdict === "failed");
    return [
      `## ${variant.name}`,
      `${variant.summary} In [\`${file}\`](../${file}):`,
      ["```diff", ...changed, "```"].join("\n"),
      failures.map(({ key, reason }) => `- \`${key}\`: ${reason}`).join("\n"),
    ].join("\n\n");
  });
  return `${[introduction, ...sections].join("\n\n")}\n`;
}
