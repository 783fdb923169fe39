import koffi from "koffi";

/**
 * Ends the process without waiting for native calls. `process.exit` joins libuv's threads (uv_library_shutdown), so a call
 * that waits for another program's transaction would keep the process alive for as long as that lasts. The PC/SC service
 * ends the transactions of a program that is gone, and resets its cards.
 */
export function exitAtOnce(code: number): never {
  // What is tidied up as a process exits still is.
  process.emit("exit", code);
  if (process.platform !== "win32") koffi.load(null).func("void _exit(int)")(code);
  process.exit(code);
}
