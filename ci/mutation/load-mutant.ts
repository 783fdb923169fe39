import { registerHooks } from "node:module";

/** Where the mutant of a process is described, as JSON of {@link LoadedMutant}. */
export const mutantVariable = "CIS2_TESTKIT_MUTANT";

export interface LoadedMutant {
  readonly url: string;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

const described = process.env[mutantVariable];
if (described !== undefined) {
  const { url: mutated, start, end, replacement } = JSON.parse(described) as LoadedMutant;
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (url !== mutated || loaded.source == null) return loaded;
      const text = Buffer.from(loaded.source as Uint8Array).toString();
      return { ...loaded, source: text.slice(0, start) + replacement + text.slice(end) };
    },
  });
}
