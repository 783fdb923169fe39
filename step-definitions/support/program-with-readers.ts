import assert from "node:assert/strict";
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const testkit = ["../../bin/cis2-testkit.js", "../../../bin/cis2-testkit.js"]
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));

/** A reader as the program prints it, or an event in it. */
export interface PrintedReader {
  readonly event?: string;
  readonly reader: string;
  readonly certificates?: readonly { readonly subject: string }[];
}

/** `cis2-testkit pcsc` with a program, and a folder for temporary files that is theirs alone. */
export class ProgramWithReaders {
  readonly #folder: string;
  #child: ChildProcessByStdio<null, Readable, Readable> | undefined;
  #errors: Promise<string> | undefined;
  #lines: AsyncIterator<string> | undefined;
  #control = "";

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async prepare(): Promise<ProgramWithReaders> {
    return new ProgramWithReaders(await mkdtemp(join(tmpdir(), "cis2-testkit-programs-")));
  }

  /** Starts a program that prints the readers, and then their events. */
  async watch(card: string): Promise<void> {
    const program = 'echo "$CIS2_TESTKIT_CONTROL_API"; exec "$0" "$1" readers --watch --json';
    const child = this.#start(
      "--control-port",
      "0",
      "--card",
      card,
      "--",
      "sh",
      "-c",
      program,
      process.execPath,
      bin(),
    );
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    this.#control = await this.#line();
  }

  /** Runs a program that ends with this exit code. */
  end(exitCode: number): void {
    this.#start("--", process.execPath, "-e", `process.exit(${String(exitCode)})`);
  }

  /** The next line that satisfies the condition. */
  async next(isWanted: (printed: PrintedReader) => boolean): Promise<PrintedReader> {
    for (;;) {
      const printed = JSON.parse(await this.#line()) as PrintedReader;
      if (isWanted(printed)) return printed;
    }
  }

  /** Has the control API of the readers change the card in one. */
  async change(reader: string, card?: { readonly persona: string; readonly profile: string }): Promise<void> {
    const response = await fetch(`${this.#control}/readers/${encodeURIComponent(reader)}/card`, {
      method: card === undefined ? "DELETE" : "PUT",
      ...(card && { headers: { "content-type": "application/json" }, body: JSON.stringify(card) }),
    });
    assert.ok(response.ok, await response.text());
  }

  /** Interrupts the command, which passes it on. */
  async interrupt(): Promise<void> {
    this.#child?.kill("SIGINT");
    await this.exitCode();
  }

  /** Ends the command and the program without a word. */
  async kill(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child ?? {};
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    process.kill(-pid, "SIGKILL");
    await this.exitCode();
  }

  async exitCode(): Promise<number | null> {
    const child = this.#child ?? assert.fail("no program was run");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    return child.exitCode;
  }

  /** What is in the folder for temporary files. */
  left(): Promise<string[]> {
    return readdir(this.#folder);
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #start(...words: readonly string[]) {
    const child = spawn(process.execPath, [bin(), "pcsc", ...words], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TMPDIR: this.#folder },
      // A process group, so that all can be killed at once.
      detached: true,
    });
    this.#errors = text(child.stderr);
    this.#child = child;
    return child;
  }

  async #line(): Promise<string> {
    const next = (await this.#lines?.next()) ?? assert.fail("no program runs");
    return next.done ? assert.fail(`the program ended: ${(await this.#errors) ?? ""}`) : next.value;
  }
}

function bin(): string {
  return testkit ?? assert.fail("the command is not where the package has it");
}
