import type { CardConnection, ReaderSource } from "../../src/iso7816/index.ts";

/** Readers whose card is pulled out just before the first command that `moment` recognises. */
export function pulledOutAt(
  readers: ReaderSource,
  moment: (command: Uint8Array) => boolean,
  pullOut: (reader: string) => void,
): ReaderSource {
  let done = false;
  return {
    list: () => readers.list(),
    watch: (signal) => readers.watch(signal),
    connect: async (reader) => {
      const connection: CardConnection = await readers.connect(reader);
      return {
        atr: connection.atr,
        transaction: (work) => connection.transaction(work),
        disconnect: () => connection.disconnect(),
        transmit: (command) => {
          if (!done && moment(command)) {
            done = true;
            pullOut(reader);
          }
          return connection.transmit(command);
        },
      };
    },
  };
}
