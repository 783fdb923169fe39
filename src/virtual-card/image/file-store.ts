import { createHash } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, realpathSync, statSync } from "node:fs";
import { rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { dataFileInvalid, readJsonFile } from "../../foundation/data-file.ts";
import { replaceFile } from "../../foundation/place-file.ts";
import { parseCardImage, type CardImage } from "./card-image.ts";
import { StoreFailedError, type ImageStore } from "./image-store.ts";

/** Bytes, before the number of the process and the ending. */
const longestName = 200;

/** Reads a card image file. Throws DATA_FILE_INVALID, naming the file and what is wrong with it. */
export function readCardImage(file: string): CardImage {
  // Reading a pipe waits until something writes to it.
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) throw dataFileInvalid(file, "it is not a file");
  return parseCardImage(readJsonFile(file), file);
}

/**
 * Keeps a card in one JSON file, readable by its owner only. Each save writes a second file, makes it durable, and renames
 * it over the first: whenever the process or the machine dies, the file holds one whole state, the one before or the one
 * after.
 */
export class FileStore implements ImageStore {
  readonly #file: string;
  readonly #directory: string;
  readonly #draft: string;

  constructor(file: string) {
    // What a link names is the card: the link must not become a second one.
    this.#file = existsSync(file) ? realpathSync(file) : file;
    this.#directory = dirname(this.#file);
    const name = draftName(basename(this.#file));
    this.#draft = join(this.#directory, `.${name}.${process.pid}.draft`);
    removeDraftsOfTheDead(this.#directory, name);
  }

  save(image: CardImage): void {
    try {
      writeDurably(this.#draft, `${JSON.stringify(image, undefined, 2)}\n`);
      replaceFile(this.#draft, this.#file);
      makeEntriesDurable(this.#directory);
    } catch (error) {
      rmSync(this.#draft, { force: true });
      throw new StoreFailedError(`${this.#file} could not be written: ${reasonOf(error)}`, { cause: error });
    }
  }
}

/** A name of 245 bytes is one that file systems take, and leaves no room for more. */
function draftName(name: string): string {
  return Buffer.byteLength(name) <= longestName ? name : createHash("sha256").update(name).digest("hex");
}

/** A process that is killed in a write leaves its draft behind. */
function removeDraftsOfTheDead(directory: string, name: string): void {
  const entries = existsSync(directory) ? readdirSync(directory) : [];
  for (const entry of entries) {
    const [start, owner] = [`.${name}.`, /\.(\d+)\.draft$/.exec(entry)?.[1]];
    if (entry.startsWith(start) && owner !== undefined && !isAlive(Number(owner))) {
      rmSync(join(directory, entry), { force: true });
    }
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

function writeDurably(file: string, content: string): void {
  // A new file, and never another user's link: the name can be guessed.
  rmSync(file, { force: true });
  const descriptor = openSync(file, "wx", 0o600);
  try {
    // Not writeSync, which may write a part and be content.
    writeFileSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A rename lasts only once the directory is written; Windows does so by itself and opens no directories. */
function makeEntriesDurable(directory: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(directory, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
