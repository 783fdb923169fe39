import { globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build, type Plugin } from "esbuild";
import { z } from "zod";
import { compileWithFile, evaluateWhenUsed, withoutFacades } from "./lazy-imports.ts";

/** Stays outside: native code, files that are read, and what a suite of the user's has to share with the testkit. */
const external = ["koffi", "nhsuk-frontend", "@cucumber/*", "@playwright/test", "cis2-testkit"];

/** By which the CommonJS modules in it load those that stay outside. */
const banner = 'import { createRequire as from } from "node:module"; const require = from(import.meta.url);';

/** A module that names the folder of the whole output: an entry, so that its code is in a chunk like all that is shared. */
const distFolder = "dist-folder";
const chunks = "chunks";

/** Dependencies that name their own folder only where we do not come: for friendlier stacks, transports, in comments. */
const readByHand = [
  "commander/lib/command.js",
  "ioredis/built/Command.js",
  "pino/lib/transport.js",
  "thread-stream/index.js",
];

/**
 * Writes the JavaScript of the package: a file for each way in, for the command, each worker and each file of step
 * definitions, in the folders that their sources have, and what they share in `chunks/`. Returns the paths of all sources
 * in it, relative to `root`.
 */
export async function writeBundle(root: string, dist: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...entries(root), { in: distFolder, out: `${chunks}/${distFolder}` }],
    outdir: dist,
    chunkNames: `${chunks}/[name]-[hash]`,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node22.18",
    // The provider stores its models under the names of their classes.
    keepNames: true,
    sourcemap: true,
    legalComments: "none", // THIRD-PARTY-LICENCES has the whole texts.
    external,
    plugins: [ownFolders(root), jsonAsText],
    banner: { js: banner },
    metafile: true,
    logLevel: "warning",
  });
  for (const file of Object.keys(metafile.outputs)) {
    if (file.endsWith(".map")) leaveOutForeignText(join(root, file));
    else rewrite(join(root, file));
  }
  return Object.keys(metafile.inputs).filter((path) => !path.startsWith(`${distFolder}:`));
}

function entries(root: string): { in: string; out: string }[] {
  const manifest = z.object({
    exports: z.record(z.string(), z.union([z.string(), z.object({ default: z.string() })])),
  });
  const { exports } = manifest.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  const waysIn = Object.values(exports).flatMap((way) => (typeof way === "string" ? [] : [way.default]));
  const loadedByPath = globSync(["step-definitions/**/*.ts", "src/**/*-worker.ts"], {
    cwd: root,
    exclude: ["**/testing/**"],
  });
  const outputs = [
    ...waysIn.map((file) => relative("dist", file).replace(/\.js$/, "")),
    "src/cli/main",
    ...loadedByPath.map((file) => file.replace(/\.ts$/, "")),
  ];
  return outputs.map((out) => ({ in: `${out}.ts`, out }));
}

/** Modules find the files beside them where the sources have them, in whichever chunk their code is. */
function ownFolders(root: string): Plugin {
  return {
    name: "own-folders",
    setup(builder) {
      builder.onResolve({ filter: new RegExp(`^${distFolder}$`) }, ({ path }) => ({ path, namespace: distFolder }));
      builder.onLoad({ filter: /.*/, namespace: distFolder }, () => ({
        contents: 'export const dist = new URL("..", import.meta.url);',
      }));
      builder.onLoad({ filter: /\.[cm]?[jt]s$/ }, ({ path }) => {
        const text = readFileSync(path, "utf8");
        if (path.includes("/node_modules/")) {
          if (readsBeside(path, text)) return { errors: [{ text: `Uses its folder: ${path}` }] };
          // Its own map names sources that nobody has.
          return { contents: text.replaceAll(/^\/\/# sourceMappingURL=.*$/gm, "") };
        }
        if (!text.includes("import.meta.")) return null;
        const module = relative(root, path);
        const url = (to: string) => `new URL(${JSON.stringify(to)}, __dist)`;
        const contents = text
          .replaceAll("import.meta.url", `${url(module.replace(/\.ts$/, ".js"))}.href`)
          .replaceAll("import.meta.dirname", `__path(${url(dirname(module))})`);
        const imports = `import { dist as __dist } from "${distFolder}"; import { fileURLToPath as __path } from "node:url";`;
        return { contents: `${imports} ${contents}`, loader: "ts" };
      });
    },
  };
}

/** V8 parses a string as JSON faster than an object in a program. */
const jsonAsText: Plugin = {
  name: "json-as-text",
  setup(builder) {
    builder.onLoad({ filter: /\/node_modules\/.*\.json$/ }, ({ path }) => {
      const json = JSON.stringify(JSON.parse(readFileSync(path, "utf8")));
      return { contents: `module.exports = JSON.parse(${JSON.stringify(json)});` };
    });
  },
};

/** Whether a dependency looks for what lies beside it, which it does not find from a chunk. */
function readsBeside(path: string, text: string): boolean {
  if (readByHand.some((file) => path.endsWith(`/node_modules/${file}`))) return false;
  return /\bimport\.meta\.(url|dirname|filename)\b|\b__(dirname|filename)\b/.test(text);
}

function rewrite(file: string): void {
  const text = compileWithFile(withoutFacades(keepNamesOfChangedOnes(readFileSync(file, "utf8"))));
  const [first, ...rest] = text.split("\n");
  // Few files need it.
  const below = rest.join("\n");
  const needed = first === banner && !/\brequire\b/.test(below) ? `\n${below}` : text;
  writeFileSync(file, evaluateWhenUsed(needed));
}

/** Takes out, line by line, what gives a function or class the name that it has anyway: a twentieth of a start. */
function keepNamesOfChangedOnes(text: string): string {
  return text
    .replaceAll(/^ *__name\(([\w$]+), "\1"\);$/gm, "")
    .replaceAll(/(\bclass ([\w$]+) [^\n]*\{)\n +static \{\n +__name\(this, "\2"\);\n +\}$/gm, "$1\n\n\n");
}

/** Of dependencies, maps name the files and have no text: they are installed beside the package. */
function leaveOutForeignText(file: string): void {
  const map = z.looseObject({ sources: z.array(z.string()), sourcesContent: z.array(z.string().nullable()) });
  const { sources, sourcesContent, ...rest } = map.parse(JSON.parse(readFileSync(file, "utf8")));
  const kept = sourcesContent.map((text, index) => (sources[index]?.includes("node_modules/") ? null : text));
  writeFileSync(file, JSON.stringify({ ...rest, sources, sourcesContent: kept }));
}
