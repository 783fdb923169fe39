import { returnCode, scopes, version } from "../protocol/constants.ts";
import { readU32, writeU32 } from "../protocol/native-integers.ts";
import type { CommandHandler } from "./command-handler.ts";

/**
 * VERSION: i32 major, i32 minor, rv. The answer names the client's own version, for a client behaves as the version in it;
 * a client of another version is told the newest one.
 */
export const sayVersion: CommandHandler = (client, { body }) => {
  const [major, minor] = [readU32(body, 0), readU32(body, 4)];
  if (major === version.major && minor >= version.oldestMinor && minor <= version.newestMinor) {
    client.minor = minor;
    writeU32(body, 8, returnCode.SUCCESS);
    return body;
  }
  writeU32(body, 0, version.major);
  writeU32(body, 4, version.newestMinor);
  writeU32(body, 8, returnCode.SERVICE_STOPPED);
  return body;
};

/** ESTABLISH_CONTEXT: scope, hContext, rv. */
export const establishContext: CommandHandler = (client, { body }) => {
  const known = scopes.has(readU32(body, 0));
  writeU32(body, 4, known ? client.establishContext() : 0);
  writeU32(body, 8, known ? returnCode.SUCCESS : returnCode.INVALID_VALUE);
  return body;
};

/** RELEASE_CONTEXT: hContext, rv. */
export const releaseContext: CommandHandler = (client, { body }) => {
  const context = readU32(body, 0);
  const code = contextCode(client.context, context);
  if (code === returnCode.SUCCESS) client.releaseContext();
  writeU32(body, 4, code);
  return body;
};

/** CANCEL: i32 hContext of any client, rv. It succeeds too if that client does not wait. */
export const cancel: CommandHandler = (client, { body }) => {
  const watch = client.service.contexts.watchOf(readU32(body, 0));
  watch?.cancel();
  writeU32(body, 4, watch === undefined ? returnCode.INVALID_HANDLE : returnCode.SUCCESS);
  return body;
};

/** Whether the context a request names is the client's own. */
export function contextCode(own: number, named: number): number {
  if (own === 0) return returnCode.INVALID_HANDLE;
  return own === named ? returnCode.SUCCESS : returnCode.INVALID_VALUE;
}
