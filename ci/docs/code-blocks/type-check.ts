import { dirname } from "node:path";
import ts from "typescript";
import { type CodeBlock, projectRoot } from "./code-block.ts";

/** What TypeScript has against each block, as a separate module beside the package; empty if all is well. */
export function typeErrors(blocks: readonly CodeBlock[]): readonly string[] {
  const { config } = ts.readConfigFile(`${projectRoot}tsconfig.json`, (file) => ts.sys.readFile(file)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, projectRoot);
  const files = new Map(
    blocks.map((block, index) => [`${projectRoot}${dirname(block.place)}/code-block-${index}.ts`, block]),
  );
  // A block may show how a value comes about and leave its use to the reader.
  const forBlocks = { ...options, noUnusedLocals: false };
  const disk = ts.createCompilerHost(forBlocks);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => files.has(name) || disk.fileExists(name),
    readFile: (name) => files.get(name)?.text ?? disk.readFile(name),
    getSourceFile: (name, version, ...rest) => {
      const block = files.get(name);
      return block ? ts.createSourceFile(name, block.text, version) : disk.getSourceFile(name, version, ...rest);
    },
  };
  const program = ts.createProgram([...files.keys()], forBlocks, host);
  return [...files].flatMap(([name, { place }]) => {
    const source = program.getSourceFile(name);
    return ts
      .getPreEmitDiagnostics(program, source)
      .map(({ messageText }) => `${place}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
  });
}
