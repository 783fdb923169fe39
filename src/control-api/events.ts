import { PassThrough } from "node:stream";
import type { Context } from "koa";
import type { Logger } from "../foundation/logger.ts";
import type { Journal } from "../fake-cis2/journal/journal.ts";

/** How many bytes may wait for a reader that does not take them. */
const mostWaiting = 1024 * 1024;

/**
 * Answers with what happens from now on, as server-sent events (HTML Living Standard, section 9.2). A reader that falls
 * behind by a mebibyte is dropped, and the log says so: it reads the journal and listens again.
 */
export function streamEvents(ctx: Context, journal: Journal, logger: Logger): void {
  const stream = new PassThrough();
  const stop = journal.listen(({ sequence, type, ...rest }) => {
    stream.write(`id: ${sequence}\nevent: ${type}\ndata: ${JSON.stringify({ sequence, type, ...rest })}\n\n`);
    if (stream.readableLength + stream.writableLength + ctx.res.writableLength <= mostWaiting) return;
    stop();
    logger.warn({ sequence }, "a listener to events does not read them, and was dropped");
    ctx.req.socket.destroy();
    stream.destroy();
  });
  stream.once("close", stop);
  ctx.req.once("close", () => stream.destroy());
  ctx.type = "text/event-stream";
  ctx.set("cache-control", "no-store");
  ctx.status = 200;
  ctx.body = stream;
  stream.write(": listening\n\n");
}
