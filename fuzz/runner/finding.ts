/** An input that broke a target, and how. */
export interface Finding {
  readonly input: Uint8Array;
  readonly error: string;
  /** The same for inputs that fell in the same way. */
  readonly key: string;
}

/** CPU seconds that no input of a few kilobytes may take. */
export const mostCpuSeconds = 2;

/** What is wrong with how an input ran: an error that is no refusal, or too much time. */
export function findingOf(input: Uint8Array, error: unknown): Finding {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const place = stack.split("\n").find((line) => /\/src\/.*\.ts:\d+/.test(line)) ?? "";
  const what =
    error instanceof Error ? `${error.name} ${error.message.replaceAll(/\d+|"[^"]*"/g, "…").slice(0, 80)}` : "";
  return { input, error: stack, key: `${what} ${place.trim()}` };
}

/** Inputs tried to make one smaller; pieces left out of an input of 64 KiB one byte at a time would take an hour. */
const mostAttempts = 500;

/** The smallest input the search finds that `falls` in the same way: pieces are left out, ever smaller ones. */
export async function smallest(input: Uint8Array, falls: (input: Uint8Array) => Promise<boolean>): Promise<Uint8Array> {
  let best = input;
  let attempts = 0;
  for (let size = best.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at < best.length && attempts < mostAttempts; attempts += 1) {
      const shorter = Uint8Array.from([...best.subarray(0, at), ...best.subarray(at + size)]);
      if (await falls(shorter)) best = shorter;
      else at += size;
    }
  }
  return best;
}
