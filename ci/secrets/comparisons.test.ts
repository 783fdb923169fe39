import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** The last word of a name of what must not be guessed. */
const secret = /(?:secret|token|passcode|password|puk|code|[cx]srf|authorization|ticket|mac|hmac|digest)$/i;
/** What nobody sent: literals, and names of constants. */
const fixed = /^(?:["'`\d-]|(?:undefined|null|true|false)$|.*\.[A-Z_]+$)/;
const equalities = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);
const comparing = new Set(["equals", "compare", "localeCompare"]);

/** Comparisons in which guessing is impossible: each with what is compared, and why. */
const allowed: readonly (readonly [file: string, compared: string, why: string])[] = [
  ["src/harness/relying-party/demo-relying-party/demo-pages.ts", "code ===", "the code of an organisation"],
  ["src/virtual-card/readers/vpcd/vpcd-link.ts", "code === control.", "a control byte of the protocol"],
  ["src/client/cards/series8/series8-administration.ts", "p2 === ", "the reference of a secret, which the card tells"],
  ["src/client/cards/piv/piv-administration.ts", "p2 === puk", "the reference of a secret, from the specification"],
  ["src/harness/control-panel/timeline/sign-in-record.ts", "before.code ===", "a code of the catalogue"],
  ["src/harness/control-panel/views/people-view.ts", "roleCode === ", "the code of a role, which the page lists"],
  ["src/client/local-service/desktop-state.ts", "error.code ===", "a code of the catalogue"],
  ["src/pki/authorities/kept-certificate.ts", "digest.equals(", "of a public certificate, in a folder of this user"],
  ["src/foundation/errors/testkit-error.ts", "error.code === code", "a code of the catalogue"],
];

function comparisons(file: string, text: string): string[] {
  const found: string[] = [];
  const look = (node: ts.Node): void => {
    const compared = operands(node)?.map((one) => one.getText());
    if (compared?.some((one) => secret.test(one)) && !compared.some((one) => fixed.test(one))) {
      const line = node.getText().replaceAll(/\s+/g, " ");
      if (!allowed.some(([where, part]) => where === file && line.includes(part))) found.push(`${file}: ${line}`);
    }
    node.forEachChild(look);
  };
  look(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
  return found;
}

function operands(node: ts.Node): readonly ts.Expression[] | undefined {
  if (ts.isBinaryExpression(node)) return equalities.has(node.operatorToken.kind) ? [node.left, node.right] : undefined;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { name, expression } = node.expression;
  if (name.text === "compare" && expression.getText() !== "Buffer") return undefined;
  return comparing.has(name.text) ? [expression, ...node.arguments] : undefined;
}

describe("comparisons of secrets", () => {
  it("take the same time wherever the values differ", () => {
    const files = globSync("src/**/*.ts", { cwd: root }).map((file) => file.replaceAll("\\", "/"));
    // A run of the suite guards a card that is in the caller's own reader.
    const served = files.filter((file) => !/\.test\.ts$|\/testing\/|^src\/conformance\//.test(file));
    assert.ok(served.length > 300);
    assert.deepEqual(
      served.flatMap((file) => comparisons(file, readFileSync(root + file, "utf8"))),
      [],
    );
  });

  for (const line of [
    "if (code !== kept.code) refuse();",
    "accepted = ctx.get(name) === this.#token;",
    "if (app.clientSecret == form.secret) accept();",
    "const right = secret?.equals(old) === true;",
    "const same = Buffer.compare(given, expectedToken) === 0;",
  ])
    it(`are noticed: ${line}`, () => {
      assert.equal(comparisons("src/x.ts", line).length, 1);
    });

  for (const line of [
    'if (error.code === "ENOENT") stop();',
    "if (token === undefined) stop();",
    'const isText = typeof body["_csrf"] === "string";',
    "if (code === returnCode.SUCCESS) go();",
    "if (!isSameSecret(code, kept.code)) refuse();",
  ])
    it(`are told from others: ${line}`, () => {
      assert.deepEqual(comparisons("src/x.ts", line), []);
    });
});
