import { PassThrough } from "node:stream";
import type { Context } from "koa";
import type { Journal } from "./journal.ts";

/** Answers with what happens from now on, as server-sent events (HTML Living Standard, section 9.2). */
export function streamEvents(ctx: Context, journal: Journal): void {
  const stream = new PassThrough();
  const stop = journal.listen(({ sequence, type, ...rest }) => {
    stream.write(`id: ${sequence}\nevent: ${type}\ndata: ${JSON.stringify({ sequence, type, ...rest })}\n\n`);
  });
  stream.once("close", stop);
  ctx.req.once("close", () => stream.destroy());
  ctx.type = "text/event-stream";
  ctx.set("cache-control", "no-store");
  ctx.status = 200;
  ctx.body = stream;
  stream.write(": listening\n\n");
}
