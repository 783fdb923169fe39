import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { decodeCommand, toHex, type CommandApdu } from "../../iso7816/index.ts";

/** Whether a command of the registration authority may be passed on. Malformed ones may not. */
export type MayRelay = (command: CommandApdu) => boolean;

/** A test of the bytes of commands by what their fields say. Only plain interindustry commands pass, chained or not. */
export function relaying(mayRelay: MayRelay): (command: Uint8Array) => boolean {
  return (bytes) => {
    const command = decodeCommand(bytes);
    return command !== undefined && (command.cla & ~0x10) === 0x00 && mayRelay(command);
  };
}

/** COMMAND_NOT_RELAYED, naming the command by its header: what follows may be secret. */
export function notRelayed(command: Uint8Array): TestkitError {
  return new TestkitError("COMMAND_NOT_RELAYED", { command: toHex(command.subarray(0, 4)) });
}
