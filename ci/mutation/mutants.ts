import ts from "typescript";

export type MutantKind = "comparison" | "boolean" | "condition" | "arithmetic" | "return" | "string" | "statement";

/** One small change to a source text: the part from `start` to `end` is replaced. */
export interface Mutant {
  readonly kind: MutantKind;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly original: string;
  readonly replacement: string;
}

const operators = new Map<ts.SyntaxKind, readonly [MutantKind, string]>([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ["comparison", "!=="]],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ["comparison", "==="]],
  [ts.SyntaxKind.LessThanToken, ["comparison", "<="]],
  [ts.SyntaxKind.LessThanEqualsToken, ["comparison", "<"]],
  [ts.SyntaxKind.GreaterThanToken, ["comparison", ">="]],
  [ts.SyntaxKind.GreaterThanEqualsToken, ["comparison", ">"]],
  [ts.SyntaxKind.AmpersandAmpersandToken, ["boolean", "||"]],
  [ts.SyntaxKind.BarBarToken, ["boolean", "&&"]],
  [ts.SyntaxKind.QuestionQuestionToken, ["boolean", "&&"]],
  [ts.SyntaxKind.PlusToken, ["arithmetic", "-"]],
  [ts.SyntaxKind.MinusToken, ["arithmetic", "+"]],
  [ts.SyntaxKind.AsteriskToken, ["arithmetic", "/"]],
  [ts.SyntaxKind.SlashToken, ["arithmetic", "*"]],
  [ts.SyntaxKind.PlusEqualsToken, ["arithmetic", "-="]],
]);

/** All mutants of a TypeScript source, in the order of their places. Types, imports and names of properties stay. */
export function mutantsOf(text: string): readonly Mutant[] {
  const source = ts.createSourceFile("source.ts", text, ts.ScriptTarget.Latest, true);
  const found: Mutant[] = [];
  const put = (kind: MutantKind, node: ts.Node, replacement: string) => {
    const [start, end] = [node.getStart(source), node.end];
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    const original = text.slice(start, end);
    if (original !== replacement) found.push({ kind, line, start, end, original, replacement });
  };
  const condition = (node: ts.Expression) => {
    for (const value of ["true", "false"]) put("condition", node, value);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const change = operators.get(node.operatorToken.kind);
      if (change) put(change[0], node.operatorToken, change[1]);
    } else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      put("boolean", node, node.operand.getText(source));
    } else if (node.kind === ts.SyntaxKind.TrueKeyword) put("boolean", node, "false");
    else if (node.kind === ts.SyntaxKind.FalseKeyword) put("boolean", node, "true");
    else if (ts.isIfStatement(node)) condition(node.expression);
    else if (ts.isConditionalExpression(node)) condition(node.condition);
    else if (ts.isReturnStatement(node) && node.expression) put("return", node.expression, "undefined");
    else if (ts.isExpressionStatement(node) || ts.isThrowStatement(node)) put("statement", node, ";");
    else if (isText(node)) put("string", node, node.getText(source).length > 2 ? '""' : '"mutated"');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.sort((one, other) => one.start - other.start);
}

/** A string that is a value: no module's name and no property's. */
function isText(node: ts.Node): boolean {
  if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node) && !ts.isTemplateExpression(node)) {
    return false;
  }
  const { parent } = node;
  if (ts.isTaggedTemplateExpression(parent)) return false;
  const isName = ts.isPropertyAssignment(parent) && parent.name === node;
  return !isName && !(ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword);
}
