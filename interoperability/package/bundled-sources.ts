import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const mapSchema = z.object({ sources: z.array(z.string()), sourcesContent: z.array(z.string().nullable()) });

/** What the map beside a file of the package says that the file was made of; with the text, if the map has it. */
export function sourcesOf(file: string): readonly { source: string; text: string | null }[] {
  const { sources, sourcesContent } = mapSchema.parse(JSON.parse(readFileSync(`${file}.map`, "utf8")));
  return sources.map((source, index) => ({ source, text: sourcesContent[index] ?? null }));
}

/** The files in `dist` that the build made: not those that pages of the testkit load. */
export function bundledFiles(dist: string): readonly string[] {
  return globSync("**/*.js", { cwd: dist, exclude: ["**/assets/**", "cucumber.js"] }).map((file) => join(dist, file));
}

/** The name of the package that a source is of; undefined for our own. */
export function packageOf(source: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1];
}

const printsWhatIsLoaded = `process.getBuiltinModule("module").registerHooks({
  load: (url, context, next) => (url.startsWith("file:") && process.getBuiltinModule("fs").writeSync(1, url + "\\n"), next(url, context)),
});`;
/** Has Node print the files that it loads, a line each, to standard error. */
export const printingWhatIsLoaded = ["--import", `data:text/javascript,${encodeURIComponent(printsWhatIsLoaded)}`];

/** The packages that these files, as URLs, are of or hold code of; undefined for our own. */
export function packagesIn(files: readonly string[]): ReadonlySet<string | undefined> {
  return new Set(
    files.flatMap((url) => {
      const file = fileURLToPath(url);
      const sources = existsSync(`${file}.map`) && packageOf(url) === "cis2-testkit" ? sourcesOf(file) : undefined;
      return sources?.map(({ source }) => packageOf(source)) ?? [packageOf(url)];
    }),
  );
}
