import { getSystemErrorMap } from "node:util";
import { TestkitError } from "./testkit-error.ts";

/** What the system answers for a person's circumstances: rights, room, limits, kinds of file. Not for a slip of a program's. */
const circumstances: ReadonlySet<string | undefined> = new Set(
  [
    "EACCES",
    "EPERM",
    "EROFS",
    "ENOSPC",
    "EDQUOT",
    "EFBIG",
    "EIO",
    "ENAMETOOLONG",
    "ENOTDIR",
    "EISDIR",
    "ELOOP",
    "EBUSY",
  ].concat(["EMFILE", "ENFILE", "EPIPE", "ETXTBSY"]),
);

/**
 * What a failed call of the system means for the person who runs the testkit: FILE_FAILED or OUTPUT_FAILED. Looks at the
 * error and its causes. Undefined if no such call failed.
 */
export function systemFailure(error: unknown): TestkitError | undefined {
  for (let one = error; one instanceof Error; one = one.cause) {
    const { code, errno, path, syscall } = one as NodeJS.ErrnoException;
    if (!circumstances.has(code)) continue;
    const reason = getSystemErrorMap().get(errno ?? 0)?.[1] ?? code ?? "";
    if (typeof path === "string") return new TestkitError("FILE_FAILED", { file: path, reason }, { cause: error });
    if (syscall === "write") return new TestkitError("OUTPUT_FAILED", { reason }, { cause: error });
  }
  return undefined;
}
