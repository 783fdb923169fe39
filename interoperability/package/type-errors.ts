import { globSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/**
 * What TypeScript, as strict as it gets, finds wrong in a consumer's own files and in the package's declarations. Those of
 * other libraries are left unchecked: they are not ours to mend.
 */
export function typeErrors(folder: string): string[] {
  const files = globSync(["*.ts", "steps/*.ts"], { cwd: folder }).map((file) => join(folder, file));
  const program = ts.createProgram(files, {
    strict: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2024,
    types: ["node"],
    typeRoots: [join(folder, "node_modules/@types")],
    noEmit: true,
    allowImportingTsExtensions: true,
  });
  const checked = program
    .getSourceFiles()
    .filter(({ fileName }) => !fileName.includes("/node_modules/") || fileName.includes("/node_modules/cis2-testkit/"));
  const diagnostics = checked.flatMap((file) => [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
  ]);
  return diagnostics.map(
    ({ file, messageText }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
  );
}
