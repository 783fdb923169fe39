import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Inputs in a folder of `fuzz/`, each a file named by its hash, or by what it once found. */
export class Corpus {
  readonly #folder: string;

  constructor(kind: "corpus" | "findings", target: string) {
    this.#folder = fileURLToPath(new URL(`../${kind}/${target}/`, import.meta.url));
  }

  inputs(): { readonly name: string; readonly input: Uint8Array }[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .sort()
      .map((name) => ({ name, input: new Uint8Array(readFileSync(this.#folder + name)) }));
  }

  /** Returns the file's path. */
  add(input: Uint8Array): string {
    mkdirSync(this.#folder, { recursive: true });
    const file = this.#folder + createHash("sha256").update(input).digest("hex").slice(0, 16);
    writeFileSync(file, input);
    return file;
  }

  remove(name: string): void {
    rmSync(this.#folder + name);
  }
}
