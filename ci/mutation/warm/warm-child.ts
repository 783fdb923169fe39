import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import type { LoadedMutant } from "../load-mutant.ts";
import { runTests } from "./small-runner.ts";

// A process that runs test files with one mutant after the other. It loads again only the modules that import the mutated
// one, by a number in their addresses: everything else, packages above all, is loaded once.

export interface Question {
  readonly test: string;
  readonly mutant: LoadedMutant | undefined;
}

/** Why the test failed; undefined if it passed. */
export interface Answer {
  readonly failure: string | undefined;
}

const runner = new URL("small-runner.ts", import.meta.url).href;
const importers = new Map<string, Set<string>>();
let generation = 0;
let affected: ReadonlySet<string> = new Set();
let mutant: LoadedMutant | undefined;

const plain = (url: string) => url.replace(/\?generation=\d+$/, "");

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === "node:test") return { url: runner, shortCircuit: true };
    const resolved = next(specifier, context);
    if (!resolved.url.startsWith("file:") || resolved.url.includes("/node_modules/")) return resolved;
    const url = plain(resolved.url);
    if (context.parentURL !== undefined) note(plain(context.parentURL), url);
    return affected.has(url) ? { ...resolved, url: `${url}?generation=${generation}` } : resolved;
  },
  load(url, context, next) {
    const loaded = next(url, context);
    if (mutant === undefined || plain(url) !== mutant.url || loaded.source == null) return loaded;
    const text = Buffer.from(loaded.source as Uint8Array).toString();
    return { ...loaded, source: text.slice(0, mutant.start) + mutant.replacement + text.slice(mutant.end) };
  },
});

function note(importer: string, imported: string): void {
  const known = importers.get(imported) ?? new Set();
  importers.set(imported, known.add(importer));
}

/** The module and all that import it, by way of others too. */
function dependentsOf(url: string): ReadonlySet<string> {
  const found = new Set([url]);
  for (const one of found) for (const importer of importers.get(one) ?? []) found.add(importer);
  return found;
}

async function answer(question: Question): Promise<Answer> {
  generation += 1;
  mutant = question.mutant;
  const test = pathToFileURL(question.test).href;
  affected = new Set([...(mutant ? dependentsOf(mutant.url) : []), test]);
  const outside = Promise.withResolvers<never>();
  const fail = (error: unknown) => {
    outside.reject(error);
  };
  process.on("uncaughtException", fail).on("unhandledRejection", fail);
  try {
    await Promise.race([runTests(() => import(`${test}?generation=${generation}`)), outside.promise]);
    return { failure: undefined };
  } catch (error) {
    return { failure: String(error) || "failed" };
  } finally {
    process.off("uncaughtException", fail).off("unhandledRejection", fail);
    outside.promise.catch(() => undefined);
  }
}

// What a test left running when it failed must not end this process.
process.on("uncaughtException", () => undefined).on("unhandledRejection", () => undefined);
process.on("message", (question: Question) => {
  void answer(question).then((given) => process.send?.(given));
});
