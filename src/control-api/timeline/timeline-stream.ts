import { Readable } from "node:stream";
import type { Context } from "koa";
import type { SignInSummary, TimelineControl } from "./timeline-control.ts";

/** So many changes wait for a listener; after more it reads all again. */
const mostWaiting = 50;
/** Changes that are closer to each other are told of together. */
const pauseMs = 40;

/**
 * What changes, as server-sent events: `sign-in` with how it is now, or `resync` if more changed than was told of. A
 * listener that does not read is told of nothing, and then to read all again: what waits for it is bounded.
 */
class TimelineStream extends Readable {
  readonly #timeline: TimelineControl;
  readonly #changed = new Set<number>();
  readonly #stop: () => void;
  #resync = false;
  #wanted = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(timeline: TimelineControl) {
    super({ highWaterMark: 16 * 1024 });
    this.#timeline = timeline;
    this.#stop = timeline.listen((id) => {
      this.#note(id);
    });
    this.push(": listening\n\n");
  }

  override _read(): void {
    this.#wanted = true;
    this.#soon();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    clearTimeout(this.#timer);
    this.#stop();
    callback(error);
  }

  #note(id: number | undefined): void {
    if (id !== undefined) this.#changed.add(id);
    if (id === undefined || this.#changed.size > mostWaiting) {
      this.#changed.clear();
      this.#resync = true;
    }
    this.#soon();
  }

  /** The first change is told of at once, those after it together. */
  #soon(): void {
    if (this.#timer !== undefined || !this.#wanted || !this.#waits) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#soon();
    }, pauseMs).unref();
    this.#tell();
  }

  get #waits(): boolean {
    return this.#resync || this.#changed.size > 0;
  }

  #tell(): void {
    const text = this.#resync ? event("resync", {}) : this.#changes();
    this.#resync = false;
    this.#changed.clear();
    this.#wanted = false;
    if (text === "") this._read();
    else this.push(text);
  }

  #changes(): string {
    const summaries = [...this.#changed].map((id) => this.#timeline.summary(id));
    return summaries.map((one) => (one === undefined ? "" : event("sign-in", one))).join("");
  }
}

function event(type: string, data: SignInSummary | Record<string, never>): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Answers with what changes from now on (HTML Living Standard, section 9.2). */
export function streamTimeline(ctx: Context, timeline: TimelineControl): void {
  const stream = new TimelineStream(timeline);
  ctx.req.once("close", () => stream.destroy());
  ctx.type = "text/event-stream";
  ctx.set("cache-control", "no-store");
  ctx.status = 200;
  ctx.body = stream;
}
