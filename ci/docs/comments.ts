/** Words of English that a comment does not need, with the plain ones. "Stands for" is plain enough. */
const notPlain: readonly (readonly [word: RegExp, plain: string])[] = [
  [/\bstands?\b(?! for\b| out\b)|\bstood\b/i, "is"],
  [/\bbears?\b|\bborne\b/i, "survives, accepts"],
  [/\banew\b/i, "again"],
  [/\bof (?:its|one's|their|his|her) own\b(?! \w)/i, "its own, separate"],
  [/\bwhoever(?:'s)?\b/i, "the name of the actor"],
  [/\bunless given\b/i, "Default: X."],
  [/\bput(?:s|ting)? up with\b/i, "accepts"],
  [/\b(?:undefined|false|true|absent|rejects|throws),? where\b/i, "if"],
  [/\bwhere (?:there|none|nothing|no|one) (?:is|are|was|has)\b|\b[A-Z]+_[A-Z_]+,? where\b/, "if"],
];

interface Comment {
  readonly line: number;
  readonly text: string;
}

/** The comments that have their lines to themselves, each with the line on which it starts. */
function commentsIn(code: string): Comment[] {
  const comments: { line: number; end: number; text: string }[] = [];
  for (const [index, line] of code.split("\n").entries()) {
    const [, mark, words] = /^\s*(\/\*\*?|\*\/|\*|\/\/)(?:\s+(.*))?$/.exec(line) ?? [];
    if (mark === undefined) continue;
    const text = (words ?? "").replace(/\s*\*\/$/, "");
    const before = comments.at(-1);
    if (before?.end === index && !mark.startsWith("/*")) {
      before.text = `${before.text} ${text}`.trim();
      before.end = index + 1;
    } else comments.push({ line: index + 1, end: index + 1, text });
  }
  return comments;
}

/** What is not plain in the comments of a TypeScript file, each with its place. */
export function findingsOfComments(path: string, code: string): string[] {
  return commentsIn(code).flatMap(({ line, text }) =>
    notPlain.flatMap(([word, plain]) => {
      const found = word.exec(text)?.[0];
      return found === undefined ? [] : [`${path}:${line}: "${found}": ${plain}`];
    }),
  );
}
