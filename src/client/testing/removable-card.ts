import { PassThrough } from "node:stream";
import type { ReaderEvent, ReaderSource } from "../../iso7816/index.ts";

/** Readers whose card can be taken out and put in again. */
export function readersWithRemoval(base: ReaderSource) {
  const open = new Set<PassThrough>();
  const gone = new Set<string>();
  const readers: ReaderSource = {
    list: async () => (await base.list()).map((state) => (gone.has(state.name) ? { name: state.name } : state)),
    connect: (reader) => base.connect(reader),
    watch: (signal) => {
      const events = new PassThrough({ objectMode: true });
      open.add(events);
      const end = () => {
        open.delete(events);
        events.end();
      };
      if (signal.aborted) end();
      else signal.addEventListener("abort", end, { once: true });
      return Promise.resolve(events as AsyncIterable<ReaderEvent>);
    },
  };
  const emit = (event: ReaderEvent) => {
    for (const events of open) events.write(event);
  };
  return {
    readers,
    remove: (reader: string) => {
      gone.add(reader);
      emit({ type: "card-removed", reader });
    },
    insert: (reader: string) => {
      gone.delete(reader);
      emit({ type: "card-inserted", reader, atr: new Uint8Array() });
    },
    /** How many watch at this moment. */
    watches: () => open.size,
    breakDown: () => {
      for (const events of open) events.destroy(new Error("no more events"));
    },
  };
}
