import { writeU32 } from "../protocol/native-integers.ts";
import type { CommandHandler } from "./command-handler.ts";

/** GET_READERS_STATE: the table. */
export const readersState: CommandHandler = ({ service }) => service.table.encode();

/** WAIT_READER_STATE_CHANGE: up to 4:5 the table; in 4:6 nothing, for the client asks for the table next. */
export const waitReaderStateChange: CommandHandler = ({ service, watch, minor }) => {
  watch.begin(minor);
  return minor >= 6 ? undefined : service.table.encode();
};

/** STOP_WAITING: the answer that the wait is still owed; nothing if the client had it already. */
export const stopWaiting: CommandHandler = ({ watch }) => {
  watch.stop();
  return undefined;
};

/** GET_READER_EVENTS (4:5): the number of readers added and removed, rv. */
export const readerEvents: CommandHandler = ({ watch }) => watch.readerEvents();

/** READERS_STATE_SIZE (4:6): how many records the table has, which may not become fewer while a client lives. */
export const readersStateSize: CommandHandler = ({ service }) => {
  const answer = Buffer.alloc(4);
  writeU32(answer, 0, service.table.size);
  return answer;
};

/** READERS_STATE_ARRAY (4:6): the table. */
export const readersStateArray: CommandHandler = ({ service }) => service.table.encode();
