import { command, type CommandName } from "./constants.ts";

/** How many bytes of body each command has; what TRANSMIT and CONTROL send to the card comes after that. */
const bodyBytes: Record<CommandName, number> = {
  ESTABLISH_CONTEXT: 12,
  RELEASE_CONTEXT: 8,
  CONNECT: 152,
  RECONNECT: 24,
  DISCONNECT: 12,
  BEGIN_TRANSACTION: 8,
  END_TRANSACTION: 12,
  TRANSMIT: 32,
  CONTROL: 24,
  STATUS: 8,
  CANCEL: 8,
  GET_ATTRIB: 280,
  SET_ATTRIB: 280,
  VERSION: 12,
  GET_READERS_STATE: 0,
  WAIT_READER_STATE_CHANGE: 0,
  STOP_WAITING: 0,
  GET_READER_EVENTS: 0,
  READERS_STATE_SIZE: 0,
  READERS_STATE_ARRAY: 0,
};

export interface CommandLayout {
  readonly name: CommandName;
  readonly bodyBytes: number;
  /** Where the body says how many bytes for the card follow it. */
  readonly sendLengthAt?: number;
}

const sendLengthAt: Partial<Record<CommandName, number>> = { TRANSMIT: 12, CONTROL: 8 };

const layouts = new Map<number, CommandLayout>(
  (Object.keys(command) as CommandName[]).map((name) => {
    const at = sendLengthAt[name];
    return [command[name], { name, bodyBytes: bodyBytes[name], ...(at !== undefined && { sendLengthAt: at }) }];
  }),
);

/** The layout of a command; undefined if there is no such command. */
export function layoutOf(number: number): CommandLayout | undefined {
  return layouts.get(number);
}
