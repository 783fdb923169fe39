let isDone = false;

/**
 * Has the process end when its command has, although a call to the PC/SC service still waits for another program: it would
 * keep the process for as long as that likes.
 */
export function endWithoutReaders(): void {
  isDone = true;
}

/** Ends the process if a command that is done said so, and a native call keeps it. What it printed is written first. */
export async function leaveReaders(): Promise<void> {
  if (!isDone) return;
  const { nativeThreads } = await import("../client/readers/pcsc/native-threads.ts");
  if (!nativeThreads.areBusy) return;
  for (const stream of [process.stdout, process.stderr]) await written(stream);
  const { exitAtOnce } = await import("../client/readers/pcsc/exit-at-once.ts");
  exitAtOnce(Number(process.exitCode ?? 0));
}

/** A stream whose reader is gone writes nothing more. */
function written(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => {
      resolve();
    });
  });
}
