import type { CommandName } from "../protocol/constants.ts";
import type { Request } from "../protocol/request-reader.ts";
import type { PcscClient } from "../pcsc-client.ts";
import { getAttribute, setAttribute } from "./attribute-commands.ts";
import { connect, disconnect, reconnect, status } from "./card-commands.ts";
import type { Answer, CommandHandler } from "./command-handler.ts";
import { cancel, establishContext, releaseContext, sayVersion } from "./context-commands.ts";
import { control, transmit } from "./exchange-commands.ts";
import { beginTransaction, endTransaction } from "./transaction-commands.ts";
import {
  readerEvents,
  readersState,
  readersStateArray,
  readersStateSize,
  stopWaiting,
  waitReaderStateChange,
} from "./watch-commands.ts";

const handlers: Record<CommandName, CommandHandler> = {
  VERSION: sayVersion,
  ESTABLISH_CONTEXT: establishContext,
  RELEASE_CONTEXT: releaseContext,
  CANCEL: cancel,
  CONNECT: connect,
  RECONNECT: reconnect,
  DISCONNECT: disconnect,
  STATUS: status,
  BEGIN_TRANSACTION: beginTransaction,
  END_TRANSACTION: endTransaction,
  TRANSMIT: transmit,
  CONTROL: control,
  GET_ATTRIB: getAttribute,
  SET_ATTRIB: setAttribute,
  GET_READERS_STATE: readersState,
  WAIT_READER_STATE_CHANGE: waitReaderStateChange,
  STOP_WAITING: stopWaiting,
  GET_READER_EVENTS: readerEvents,
  READERS_STATE_SIZE: readersStateSize,
  READERS_STATE_ARRAY: readersStateArray,
};

/** Carries a request out. Rejects with ForeignHandleError. */
export function answerRequest(client: PcscClient, request: Request): Answer | Promise<Answer> {
  return handlers[request.name](client, request);
}
