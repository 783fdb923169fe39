import ts from "typescript";

/** A word that the glossary refuses, and what to write instead of it. */
export interface RefusedTerm {
  readonly term: string;
  readonly use: string;
}

/** The terms in `code` in the "not" column of the glossary's tables: those no text and no exported name may use. */
export function refusedTerms(glossary: string): RefusedTerm[] {
  return glossary.split("\n").flatMap((line) => {
    const [, use = "", , not = ""] = line.split("|").map((cell) => cell.trim());
    if (!line.startsWith("|") || use === "use" || /^-+$/.test(use)) return [];
    return [...not.matchAll(/`([^`]+)`/g)].map(([, term = ""]) => ({ term, use: use.replaceAll("*", "") }));
  });
}

/** Finds a term as a whole word or words, singular or plural, also across a line break. */
export function termPattern(term: string): RegExp {
  const words = term.split(" ");
  return new RegExp(`(?<![\\w-])${words.join("[\\s-]+")}s?(?![\\w-])`, "gi");
}

/** Text without what may use any word: code, addresses, targets of links, and quotations. */
export function proseOf(markdown: string): string {
  const blank = (text: string) => text.replaceAll(/[^\n]/g, " ");
  return markdown
    .replaceAll(/^```[\s\S]*?^```/gm, blank)
    .replaceAll(/<!--[\s\S]*?-->/g, blank)
    .replaceAll(/`[^`]*`/g, blank)
    .replaceAll(/"[^"\n]*"/g, blank)
    .replaceAll(/(?<=[\s(])'[^'\n]+'(?!\w)/g, blank)
    .replaceAll(/\]\([^)]*\)/g, blank)
    .replaceAll(/https?:\S+/g, blank);
}

/** The text of a feature without its tags, which are stable. */
export function sentencesOf(feature: string): string {
  return feature.replaceAll(/^[ \t]*@.*$/gm, "");
}

/** The names that a source file exports, and those of the members of its exported classes and interfaces. */
export function exportedNames(fileName: string, text: string): string[] {
  const names: string[] = [];
  const nameOf = (node: ts.Node & { readonly name?: ts.Node | undefined }) => {
    if (node.name !== undefined && ts.isIdentifier(node.name)) names.push(node.name.text);
  };
  for (const statement of ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest).statements) {
    if (!ts.canHaveModifiers(statement)) continue;
    if (!ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) continue;
    if (ts.isVariableStatement(statement)) statement.declarationList.declarations.forEach(nameOf);
    else nameOf(statement);
    if (ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement)) statement.members.forEach(nameOf);
  }
  return names;
}

/** An identifier as words: `openHTTPServer` gives "open http server". */
export function wordsOf(identifier: string): string {
  return identifier
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
}
