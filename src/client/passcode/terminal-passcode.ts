import { lineOfText, terminalText } from "../../foundation/printable.ts";
import { clearProgress } from "../../foundation/progress.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { PasscodeRequest, PasscodeSource } from "./passcode-source.ts";

const enter = [0x0a, 0x0d];
const erase = [0x08, 0x7f];
const interrupt = 0x03;
const endOfInput = 0x04;
const longest = 64;

/** The part of a terminal the source uses; `process.stdin` is one when it is a terminal. */
export type TerminalInput = NodeJS.ReadableStream & { readonly isTTY?: boolean; setRawMode?(raw: boolean): unknown };

/**
 * Asks at the terminal, showing nothing of what is typed. Ctrl-C, Ctrl-D and an empty line cancel. One request is asked
 * about at a time: each line answers the prompt above it, and what was typed before a prompt answers nothing.
 * Rejects with PASSCODE_CANCELLED, and with PASSCODE_UNAVAILABLE if there is no terminal.
 */
export function terminalPasscode(
  input: TerminalInput = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): PasscodeSource {
  let previous: Promise<unknown> = Promise.resolve();
  const ask = async (request: PasscodeRequest, signal?: AbortSignal) => {
    if (signal?.aborted === true) throw new TestkitError("PASSCODE_CANCELLED");
    if (input.isTTY !== true || input.setRawMode === undefined) throw new TestkitError("PASSCODE_UNAVAILABLE");
    while ((input.read() as string | Buffer | null) !== null);
    clearProgress();
    output.write(promptFor(request));
    input.setRawMode(true);
    try {
      return await readHidden(input, signal);
    } finally {
      input.setRawMode(false);
      input.pause();
      output.write("\n");
    }
  };
  return {
    ask: (request, signal) => {
      const answer = previous.then(() => ask(request, signal));
      previous = answer.catch(() => undefined);
      return answer;
    },
  };
}

function promptFor({ triesLeft, refused, choosing, ...others }: PasscodeRequest): string {
  const [reader, requestedBy] = [lineOfText(others.reader), lineOfText(others.requestedBy)];
  const tries = triesLeft === undefined ? "" : `, ${triesLeft} ${triesLeft === 1 ? "try" : "tries"} left`;
  const refusal = refused === undefined ? "" : `${terminalText(refused.message)}\n`;
  if (choosing === "new") return `${refusal}Enter a new passcode of 6 to 8 digits (${reader}): `;
  if (choosing === "repeat") return `${refusal}Enter the new passcode again (${reader}): `;
  return `${refusal}Enter your passcode for ${requestedBy} (${reader}${tries}): `;
}

function readHidden(input: TerminalInput, signal?: AbortSignal): Promise<Uint8Array> {
  const typed = Buffer.alloc(longest);
  let length = 0;
  return new Promise((resolve, reject) => {
    const cancel = () => {
      finish();
      typed.fill(0);
      reject(new TestkitError("PASSCODE_CANCELLED"));
    };
    const read = (chunk: Buffer | string) => {
      for (const byte of Buffer.from(chunk as Buffer)) {
        if (byte === interrupt || byte === endOfInput || (enter.includes(byte) && length === 0)) {
          cancel();
          return;
        }
        if (enter.includes(byte)) {
          finish();
          const passcode = new Uint8Array(typed.subarray(0, length));
          typed.fill(0);
          resolve(passcode);
          return;
        }
        if (erase.includes(byte)) length = Math.max(0, length - 1);
        else if (byte >= 0x20 && length < longest) typed[length++] = byte;
      }
    };
    const finish = () => {
      input.off("data", read).off("end", cancel);
      signal?.removeEventListener("abort", cancel);
    };
    input.on("data", read).on("end", cancel);
    signal?.addEventListener("abort", cancel, { once: true });
    if (signal?.aborted === true) cancel();
    else input.resume();
  });
}
