import { writeSync } from "node:fs";
import { Winscard } from "../../src/client/readers/pcsc/winscard.ts";

// Loaded before a command: writes to standard error what each call to the PC/SC library took, in milliseconds since the
// process began, so that the soak can say what a slow one did.
const standardError = 2;
const calls = Winscard.prototype as unknown as Record<string, (...values: unknown[]) => Promise<unknown>>;
const traced = ["establishContext", "listReaders", "getStatusChange", "connect", "beginTransaction", "transmit"];

for (const name of [...traced, "endTransaction", "disconnect", "releaseContext"]) {
  const call = calls[name];
  if (call === undefined) throw new TypeError(`there is no call ${name}`);
  calls[name] = async function (...values) {
    const from = performance.now();
    try {
      return await call.apply(this, values);
    } finally {
      writeSync(standardError, `${name} ${from.toFixed()}-${performance.now().toFixed()}\n`);
    }
  };
}
writeSync(standardError, `loaded at ${performance.now().toFixed()}\n`);
process.once("exit", () => {
  writeSync(standardError, `exit at ${performance.now().toFixed()}\n`);
});
