import { toHex } from "../../../../iso7816/index.ts";
import type { CardFile, LocatedFile } from "./file.ts";

export const masterFile = "3F00";
const idDigits = 4;

/** The tree of files and what of it is selected (ISO/IEC 7816-4, 7.2): a directory always, a file in it perhaps. */
export class FileSystem {
  readonly #files: Partial<Record<string, CardFile>>;
  #directory = masterFile;
  #file: string | undefined;

  /** The record is the card's own state. */
  constructor(files: Partial<Record<string, CardFile>>) {
    this.#files = files;
  }

  /** The selected elementary file. */
  get current(): LocatedFile<Extract<CardFile, { type: "ef" }>> | undefined {
    const file = this.#file === undefined ? undefined : this.#files[this.#file];
    return this.#file === undefined || file?.type !== "ef" ? undefined : { path: this.#file, file };
  }

  /** By file identifier: a child of the current directory, itself, its parent, or a sibling. None means the MF. */
  byIdentifier(identifier: Uint8Array): LocatedFile | undefined {
    const id = toHex(identifier);
    if (id === "" || id === masterFile) return this.#at(masterFile);
    const here = this.#directory;
    const parent = parentOf(here);
    const self = here.endsWith(id) ? here : undefined;
    const above = parent.endsWith(id) ? parent : undefined;
    return this.#at(here + id) ?? this.#at(self) ?? this.#at(above) ?? this.#at(parent + id);
  }

  /** By path, from the MF (whose identifier may lead it or not) or from the current directory. */
  byPath(path: Uint8Array, from: "mf" | "current"): LocatedFile | undefined {
    const ids = toHex(path);
    if (from === "current") return this.#at(this.#directory + ids);
    return this.#at(ids.startsWith(masterFile) ? ids : masterFile + ids);
  }

  /** By name: the directory that has exactly this one. */
  byName(name: Uint8Array): LocatedFile | undefined {
    const wanted = toHex(name);
    const path = Object.keys(this.#files).find((one) => {
      const file = this.#files[one];
      return file?.type === "df" && file.name === wanted;
    });
    return this.#at(path);
  }

  parent(): LocatedFile | undefined {
    return this.#at(parentOf(this.#directory));
  }

  select({ path, file }: LocatedFile): void {
    this.#directory = file.type === "df" ? path : parentOf(path);
    this.#file = file.type === "df" ? undefined : path;
  }

  /** As after a reset: the MF, and no file in it. */
  reset(): void {
    this.#directory = masterFile;
    this.#file = undefined;
  }

  #at(path: string | undefined): LocatedFile | undefined {
    const file = path === undefined ? undefined : this.#files[path];
    return path === undefined || file === undefined ? undefined : { path, file };
  }
}

function parentOf(path: string): string {
  return path.length > idDigits ? path.slice(0, -idDigits) : masterFile;
}
