import { existsSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { readDataFile } from "../../foundation/data-file.ts";
import { prepareFolder } from "../../foundation/output-folder.ts";
import { replaceFile } from "../../foundation/place-file.ts";
import { preparePrivateFolder } from "../../foundation/private-folder.ts";
import type { CaseJournal, CaseProgress } from "../apdu-suite/case-journal.ts";
import { stateDirectory } from "./state-directory.ts";

const steps = z.array(z.int().min(0).max(1000)).max(1000).readonly();

const journalSchema = z.strictObject({
  format: z.literal("cis2-testkit card journal"),
  version: z.literal(1),
  /** The card's serial. */
  card: z.string(),
  writtenAt: z.iso.datetime(),
  case: z.string(),
  sent: steps,
  accepted: steps,
  restoring: z.boolean(),
});

/**
 * The case that may just be changing a real card, in a file. It is there as long as the card is not as it was, so that the
 * next run brings the card back after this one was killed. It names case and steps, and holds no secret.
 */
export class CardJournal implements CaseJournal {
  readonly file: string;
  readonly #serial: string;
  readonly #folder: string;

  /** `serial` is the card's, hexadecimal. */
  constructor(serial: string, folder = stateDirectory()) {
    this.#serial = serial;
    this.#folder = folder;
    this.file = join(folder, `card-${serial}.json`);
  }

  /** Rejects with DATA_FILE_INVALID if there is no folder to write in, FOLDER_NOT_PRIVATE if it is another user's too. */
  async prepare(): Promise<void> {
    await prepareFolder(this.#folder);
    // Another user could have the next run undo what no run did.
    await preparePrivateFolder(this.#folder);
  }

  /** How far a run came that did not end. Undefined if the card is as it was. Throws DATA_FILE_INVALID. */
  read(): CaseProgress | undefined {
    return existsSync(this.file) ? readDataFile(this.file, journalSchema) : undefined;
  }

  async write(progress: CaseProgress): Promise<void> {
    const content = {
      format: "cis2-testkit card journal",
      version: 1,
      card: this.#serial,
      writtenAt: new Date().toISOString(),
      case: progress.case,
      sent: progress.sent,
      accepted: progress.accepted,
      restoring: progress.restoring,
    } satisfies z.input<typeof journalSchema>;
    const unfinished = `${this.file}.unfinished`;
    const handle = await open(unfinished, "w", 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(content, null, 1)}\n`);
      // The file has to outlive the power as well, before the card is changed.
      await handle.datasync();
    } finally {
      await handle.close();
    }
    replaceFile(unfinished, this.file);
  }

  async clear(): Promise<void> {
    await rm(this.file, { force: true });
  }
}
