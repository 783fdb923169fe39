import { randomUUID } from "node:crypto";
import { createWriteStream, type WriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { finished } from "node:stream/promises";
import type { Envelope } from "@cucumber/messages";
import { replaceFile } from "../../foundation/place-file.ts";

/** Characters that are gathered before they are written: a run has thousands of short lines. */
const gathered = 1 << 18;

/** The file messages.ndjson of a report folder, which what ran replaces as a whole. */
export class MessagesFile {
  readonly #kept: string;
  /** While the run lasts; of this run alone, because others may write to the same folder. */
  readonly #unfinished: string;
  readonly #stream: WriteStream;
  readonly #written: Promise<void>;
  #lines = "";

  constructor(reportDirectory: string) {
    this.#kept = resolve(reportDirectory, "messages.ndjson");
    this.#unfinished = `${this.#kept}.${randomUUID()}.part`;
    this.#stream = createWriteStream(this.#unfinished);
    this.#written = finished(this.#stream);
    this.#written.catch(() => undefined); // `end` rejects with it.
  }

  write(envelope: Envelope): void {
    this.#lines += `${JSON.stringify(envelope)}\n`;
    if (this.#lines.length >= gathered) this.#hand();
  }

  /** What ran replaces what an earlier run left; a run of nothing does not. Rejects if the file could not be written. */
  async end(hasRun: boolean): Promise<void> {
    this.#hand();
    this.#stream.end();
    await this.#written;
    if (hasRun) replaceFile(this.#unfinished, this.#kept);
    else await rm(this.#unfinished);
  }

  #hand(): void {
    this.#stream.write(this.#lines);
    this.#lines = "";
  }
}
