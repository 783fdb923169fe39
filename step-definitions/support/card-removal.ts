import type { ReaderSource } from "../../src/iso7816/index.ts";

/** Readers whose card is pulled out just before the first command that `moment` recognises. */
export function removingCardAt(
  readers: ReaderSource,
  moment: (command: Uint8Array) => boolean,
  pullOut: () => Promise<void>,
): ReaderSource {
  let done = false;
  return {
    list: () => readers.list(),
    watch: (signal) => readers.watch(signal),
    connect: async (reader) => {
      const connection = await readers.connect(reader);
      return {
        atr: connection.atr,
        protocol: connection.protocol,
        transaction: (work) => connection.transaction(work),
        disconnect: () => connection.disconnect(),
        transmit: async (command) => {
          if (!done && moment(command)) {
            done = true;
            await pullOut();
          }
          return connection.transmit(command);
        },
      };
    },
  };
}
