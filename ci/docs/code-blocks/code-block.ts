import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { lexer, type Token } from "marked";

export const projectRoot = fileURLToPath(new URL("../../../", import.meta.url));

/** What the comment before a block says is to be done with it; without one it is run or checked by its language. */
export type Treatment =
  | { readonly kind: "by language" }
  /** `<!-- not run: reason -->` */
  | { readonly kind: "not run"; readonly reason: string }
  /** `<!-- goes on after: text -->`: it is run until it prints the text, and ended after the page's last block. */
  | { readonly kind: "goes on after"; readonly text: string }
  /** `<!-- file: name -->`: the page's later blocks find it as a file. */
  | { readonly kind: "file"; readonly name: string }
  /** `<!-- examples/... -->`: it is that file, which has its own tests. */
  | { readonly kind: "example" };

export interface CodeBlock {
  /** The page and the line, as in `docs/client.md:12`. */
  readonly place: string;
  readonly language: string;
  readonly text: string;
  readonly treatment: Treatment;
}

export interface Page {
  readonly path: string;
  readonly blocks: readonly CodeBlock[];
}

/** Every page of documentation that has blocks of code. */
export function pagesWithCode(): readonly Page[] {
  const paths = globSync(["*.md", "docs/**/*.md", "examples/**/*.md", "interoperability/*.md"], {
    cwd: projectRoot,
    // The API reports are declarations for reviewers, not code to be run.
    exclude: ["**/node_modules/**", "docs/reference/api/**"],
  });
  return paths
    .sort()
    .map((path) => ({ path, blocks: codeBlocks(path, readFileSync(`${projectRoot}${path}`, "utf8")) }))
    .filter(({ blocks }) => blocks.length > 0);
}

/** Throws if a comment before a block looks like one of ours and is none. */
export function codeBlocks(path: string, markdown: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let line = 1;
  let treatment: Treatment = { kind: "by language" };
  for (const token of flattened(lexer(markdown))) {
    if (token.type === "code") {
      const { lang, text } = token as { lang?: string; text: string };
      blocks.push({ place: `${path}:${line}`, language: lang ?? "", text, treatment });
    }
    if (token.type !== "space") {
      treatment = token.type === "html" ? treatmentOf(token.raw.trim(), `${path}:${line}`) : { kind: "by language" };
    }
    line += token.raw.split("\n").length - 1;
  }
  return blocks;
}

/** Lists are taken apart, so that a block below one of their points is found. */
function flattened(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token) => {
    const items = token.type === "list" ? (token as { items: { tokens: Token[] }[] }).items : [];
    return items.some((item) => item.tokens.some(({ type }) => type === "code"))
      ? items.flatMap((item) => flattened(item.tokens))
      : [token];
  });
}

function treatmentOf(html: string, place: string): Treatment {
  const [, kind = "", value = ""] = /^<!-- (not run|goes on after|file): (.+) -->$/s.exec(html) ?? [];
  if (kind === "not run") return { kind, reason: value };
  if (kind === "goes on after") return { kind, text: value };
  if (kind === "file") return { kind, name: value };
  if (/^<!-- examples\/\S+ -->$/.test(html)) return { kind: "example" };
  if (/^<!--\s*(not.run|goes.on|file)/i.test(html)) throw new Error(`${place}: ${html} is not understood`);
  return { kind: "by language" };
}
