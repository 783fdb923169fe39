import type { Context } from "koa";
import { PassThrough } from "node:stream";

/** Tells pages that something has changed, not what: they ask for themselves again. */
export class PanelChanges {
  readonly #listeners = new Set<() => void>();

  /** Bound, so that it can be given to what changes. */
  readonly changed = (): void => {
    for (const listener of this.#listeners) listener();
  };

  /** Calls back after each change; returns what ends that. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/**
 * Answers with an event for changes from now on, as server-sent events (HTML Living Standard, section 9.2). Changes while the
 * browser has not yet taken the last event are one event: a tab that reads nothing costs a few bytes.
 */
export function streamChanges(ctx: Context, changes: PanelChanges): void {
  const stream = new PassThrough();
  let waiting = false;
  let behind = false;
  const send = () => {
    waiting = false;
    if (ctx.res.writableLength > 0 || stream.readableLength > 0) {
      behind = true;
      return;
    }
    behind = false;
    stream.write("event: changed\ndata: \n\n");
  };
  const stop = changes.listen(() => {
    if (waiting) return;
    waiting = true;
    setImmediate(send);
  });
  const caughtUp = () => {
    if (behind) send();
  };
  ctx.res.on("drain", caughtUp);
  stream.once("close", () => {
    stop();
    ctx.res.off("drain", caughtUp);
  });
  ctx.req.once("close", () => stream.destroy());
  ctx.type = "text/event-stream";
  ctx.set("cache-control", "no-store");
  ctx.status = 200;
  ctx.body = stream;
  stream.write(": listening\n\n");
}
