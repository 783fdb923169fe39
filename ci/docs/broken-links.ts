import { existsSync, readFileSync } from "node:fs";
import { dirname, join, matchesGlob, normalize } from "node:path";
import { lexer, walkTokens } from "marked";

/** As GitHub makes the fragment of a heading. */
function fragment(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}\p{Mark} _-]/gu, "")
    .replaceAll(" ", "-");
}

function fragmentsOf(page: string): readonly string[] {
  return lexer(readFileSync(page, "utf8")).flatMap((token) =>
    token.type === "heading" ? [fragment(String(token.text))] : [],
  );
}

/** Relative links and images of these pages below `root` that lead to no file, or to no heading of it. */
export function brokenLinks(root: string, pages: readonly string[]): readonly string[] {
  return pages.flatMap((page) =>
    linksOf(join(root, page))
      .filter((href) => {
        const [path = "", heading] = href.split("#");
        const target = join(root, path === "" ? page : normalize(join(dirname(page), path)));
        return !existsSync(target) || (heading !== undefined && !fragmentsOf(target).includes(heading));
      })
      .map((href) => `${page}: ${href}`),
  );
}

/** What npm puts into every package, whatever `files` in package.json names. */
const alwaysPacked = ["LICENSE", "README.md", "package.json"];

/** Whether npm packs this path. `files` are those of package.json. */
export function isPacked(path: string, files: readonly string[]): boolean {
  return [...alwaysPacked, ...files].some((file) => matchesGlob(path, file) || matchesGlob(path, `${file}/**`));
}

/** Relative links and images of these pages that lead to what the npm package does not contain. */
export function linksOutOfPackage(root: string, pages: readonly string[], files: readonly string[]): readonly string[] {
  return pages.flatMap((page) =>
    linksOf(join(root, page))
      .filter((href) => {
        const [path = ""] = href.split("#");
        return path !== "" && !isPacked(normalize(join(dirname(page), path)), files);
      })
      .map((href) => `${page}: ${href}`),
  );
}

/** Where the links and images of a page lead, other than to another site. */
export function linksOf(page: string): readonly string[] {
  const links: string[] = [];
  void walkTokens(lexer(readFileSync(page, "utf8")), (token) => {
    if ((token.type === "link" || token.type === "image") && !/^[a-z]+:/.test(String(token.href)))
      links.push(String(token.href));
  });
  return links;
}
