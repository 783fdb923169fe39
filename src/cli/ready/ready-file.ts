import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { z } from "zod";
import { dataFileInvalid } from "../../foundation/data-file.ts";
import { replaceFile } from "../../foundation/place-file.ts";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";

const readySchema = z.looseObject({ pid: z.int(), failed: z.string().optional() });

/** The file that `serve --ready-file` keeps: it is there while the server can be used, or if it could not start. */
export type ReadyFile = z.infer<typeof readySchema>;

/**
 * Runs `start`, and writes what it resolves to into the file, which goes when this process ends. An earlier server's file
 * is removed first. If `start` rejects, the file says so, and stays. Rejects as `start` does, and with DATA_FILE_INVALID.
 */
export async function withReadyFile(file: string, start: () => Promise<object>): Promise<void> {
  await rm(file, { force: true }).catch((cause: unknown) => {
    throw dataFileInvalid(file, "the earlier file cannot be removed", cause);
  });
  let ready: object;
  try {
    ready = await start();
  } catch (error) {
    const failed = isTestkitError(error) ? `${error.code}: ${error.message}` : String(error);
    await write(file, { failed });
    throw error;
  }
  await write(file, ready);
  process.once("exit", () => {
    rmSync(file, { force: true });
  });
}

/** In one step, because others wait for it. */
async function write(file: string, contents: object): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, `${JSON.stringify({ pid: process.pid, ...contents })}\n`);
    replaceFile(draft, file);
  } catch (cause) {
    throw dataFileInvalid(file, "it cannot be written", cause);
  }
}

/** The file as it is now; undefined if it is not there yet. */
export async function readReadyFile(file: string): Promise<ReadyFile | undefined> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw dataFileInvalid(file, "it cannot be read", error);
  });
  if (text === undefined || text === "") return undefined;
  try {
    return readySchema.parse(JSON.parse(text));
  } catch (cause) {
    throw dataFileInvalid(file, "it is no file of serve --ready-file", cause);
  }
}
