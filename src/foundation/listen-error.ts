import { TestkitError } from "./errors/testkit-error.ts";

/** What the system's error about listening means: PORT_TAKEN, PORT_FORBIDDEN, CONFIGURATION_INVALID; any other as it is. */
export function listenError(error: NodeJS.ErrnoException, port: number | string, host: string): Error {
  const setting = "the setting that names it";
  switch (error.code) {
    case "EADDRINUSE":
      return new TestkitError("PORT_TAKEN", { port, host, setting }, { cause: error });
    // Windows answers so for a port in a range that it keeps for others, as Hyper-V does.
    case "EACCES":
    case "EPERM":
      return new TestkitError("PORT_FORBIDDEN", { port, host, setting }, { cause: error });
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EINVAL": {
      const reason = "this machine has no such address";
      return new TestkitError("CONFIGURATION_INVALID", { setting: `the address ${host}`, reason }, { cause: error });
    }
    default:
      return error;
  }
}
