import { readFileSync } from "node:fs";

const root = new URL("../../../", import.meta.url);

/** A comment that names a file, and the block after it. */
const block = /(<!-- (examples\/[\w./-]+) -->\n\n```\w+\n)[\s\S]*?(```)/g;

/** The page at this path below the root, with the files of examples/ that its comments name in the blocks after them. */
export function pageWithExamples(path: string): string {
  return read(path).replace(block, (_, before: string, file: string, after: string) => before + read(file) + after);
}

function read(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}
