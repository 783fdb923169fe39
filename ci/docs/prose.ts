import type { Nodes, Root } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRetext from "remark-retext";
import retextEnglish from "retext-english";
import retextPassive from "retext-passive";
import retextReadability from "retext-readability";
import retextSimplify from "retext-simplify";
import { unified, type Plugin, type Processor } from "unified";
import { VFile } from "vfile";

/** The longest sentence, in words. A piece of code is one word. */
const longestSentence = 28;
/** The largest share of passive sentences on a page that has enough of them to tell. */
const passiveShare = 0.15;
const enoughSentences = 20;

/** Words that retext would simplify and that mean something of their field here, or that are plain enough. */
const plainHere = [
  ...["forward", "however", "exclusively", "perform", "previous", "effect"],
  ...["address", "request", "selection", "option", "type", "requirement", "component", "function", "interface"],
  ...[
    "require",
    "combined",
    "delete",
    "maximum",
    "minimum",
    "validate",
    "identify",
    "failed to",
    "evidenced",
    "attempt",
  ],
  ...[
    "it is",
    "there is",
    "there are",
    "all of",
    "very",
    "in between",
    "authorize",
    "identical",
    "equivalent",
    "method",
  ],
];

/** "Where" as a condition, not as a place or a question. */
const conditionalWhere =
  /^where [^,?:]*, (?!if |for |instead|as |such|in |and |or )\w|\bwhere (?:there|none|nothing|no|one) (?:is|are|was|has)\b|\bwhere (?:it|that|they|this) (?:is|are|has|does|do|can|was|did)\b(?! ?[;,.)]|$)/i;

interface Node {
  readonly type: string;
  readonly children?: readonly Node[];
  readonly value?: string;
  readonly position?: { readonly start: { readonly line: number } };
}

interface Sentence {
  readonly line: number;
  readonly words: number;
  readonly text: string;
}

function wordsOf(node: Node): number {
  if (node.type === "WordNode") return 1;
  return (node.children ?? []).reduce((sum, child) => sum + wordsOf(child), 0);
}

const textOf = (node: Node): string => node.value ?? (node.children ?? []).map(textOf).join("");

function sentencesIn(node: Node): Sentence[] {
  if (node.type !== "SentenceNode") return (node.children ?? []).flatMap(sentencesIn);
  return [{ line: node.position?.start.line ?? 0, words: wordsOf(node), text: textOf(node).replaceAll(/\s+/g, " ") }];
}

const sentencesOf = (file: VFile) => (file.data["sentences"] ?? []) as readonly Sentence[];

/** Keeps the sentences of the text that is checked in `file.data`. */
function keepSentences() {
  return (tree: unknown, file: VFile) => {
    file.data["sentences"] = [...sentencesOf(file), ...sentencesIn(tree as Node)];
  };
}

const english = unified()
  .use(retextEnglish)
  .use(keepSentences)
  .use(retextPassive)
  .use(retextSimplify, { ignore: plainHere })
  .use(retextReadability, { age: 18, minWords: 14, threshold: 5 / 7 });

const parser = unified().use(remarkParse).use(remarkGfm);
const toEnglish = unified().use(remarkRetext as unknown as Plugin<[Processor], Root>, english as unknown as Processor);

const proseOf = (text: string) =>
  text
    .replaceAll(/"[^"]*"/g, "Words")
    .replaceAll(/\b[\w.-]+[/_][\w/.-]+/g, "Code")
    .replaceAll(/\b\w*[a-z][A-Z]\w*/g, "Code")
    .replaceAll(/\d+(?=\.\s)/g, "Number");

/** Code, paths and quotations as one word, with a capital, so that it can begin a sentence. */
function withoutCode(node: Nodes): void {
  if (node.type === "inlineCode") Object.assign(node, { type: "text", value: "Code" });
  else if (node.type === "text") node.value = proseOf(node.value);
  else if ("children" in node) node.children.forEach(withoutCode);
}

/** The cells of the tables of a page, each as a page: retext looks at no table, and a cell is a text. */
function cellsOf(node: Nodes): Root[] {
  if (node.type === "tableCell")
    return [{ type: "root", children: [{ ...node, type: "paragraph" }], position: node.position }];
  return "children" in node ? node.children.flatMap(cellsOf) : [];
}

/** What is wrong with the English of a page in Markdown, each with its place. */
export async function findingsOfPage(path: string, markdown: string): Promise<string[]> {
  const file = new VFile({ path, value: markdown });
  const tree: Root = parser.parse(file);
  withoutCode(tree);
  for (const text of [tree, ...cellsOf(tree)]) await toEnglish.run(text, file);
  return findings(file, (line) => line);
}

/** The same for lines that are each a text, but for the passive. Empty ones keep the count. */
export async function findingsOfLines(path: string, lines: readonly string[]): Promise<string[]> {
  const file = new VFile({ path, value: lines.map(proseOf).join("\n\n") });
  await english.run(english.parse(file), file);
  return findings(file, (line) => (line + 1) / 2, false);
}

function findings(file: VFile, lineOf: (line: number) => number, ofPage = true): string[] {
  const sentences = sentencesOf(file);
  const at = (line = 0) => `${file.path}:${lineOf(line)}:`;
  const start = (text: string) => text.slice(0, 60);
  const passives = file.messages.filter(({ source }) => source === "retext-passive");
  const tooPassive = ofPage && sentences.length >= enoughSentences && passives.length > passiveShare * sentences.length;
  return [
    ...sentences
      .filter(({ words }) => words > longestSentence)
      .map(({ line, words, text }) => `${at(line)} ${words} words: ${start(text)}`),
    ...sentences
      .filter(({ text }) => conditionalWhere.test(text) && !text.endsWith("?"))
      .map(({ line, text }) => `${at(line)} "where" for "if": ${conditionalWhere.exec(text)?.[0].slice(0, 50)}`),
    ...(tooPassive
      ? passives.map(
          ({ line, reason }) => `${at(line)} passive, ${passives.length} in ${sentences.length} sentences: ${reason}`,
        )
      : []),
    ...file.messages
      .filter(({ source }) => source !== "retext-passive")
      .map(({ line, source, reason }) => `${at(line)} ${source}: ${reason}`),
  ];
}
