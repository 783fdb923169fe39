import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bytesOf, type FuzzTarget, isRefusal, textOf } from "./target.ts";

/** The input as JSON; undefined, which no schema accepts, if it is none. */
export function parseJson(input: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(input));
  } catch {
    return undefined;
  }
}

export interface DataFileTarget {
  readonly name: string;
  readonly seeds: readonly unknown[];
  readonly dictionary?: readonly string[];
  /** The file's name, in its own folder. */
  readonly fileName?: string;
  /** Reads the file, and does with it what its users do. */
  readonly read: (file: string, folder: string) => unknown;
}

/** A target for a reader of JSON files: it refuses a file with an error of the catalogue, or takes it. */
export function dataFileTarget({ name, seeds, dictionary, fileName = "data.json", read }: DataFileTarget): FuzzTarget {
  return {
    name,
    seeds: () => seeds.map((seed) => bytesOf(JSON.stringify(seed))),
    ...(dictionary && { dictionary }),
    longest: 16_384,
    open: async () => {
      const folder = await mkdtemp(join(tmpdir(), "fuzz-"));
      const file = join(folder, fileName);
      return {
        run: async (input) => {
          await writeFile(file, input);
          try {
            await read(file, folder);
          } catch (error) {
            if (!isRefusal(error)) throw error;
          }
        },
        close: () => rm(folder, { recursive: true }),
      };
    },
  };
}
