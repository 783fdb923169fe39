import { setTimeout as wait } from "node:timers/promises";
import type { Fault } from "./fault.ts";

/** Faults any endpoint can have, whatever it would have answered. */
function transport(summary: string, apply: Fault["apply"]): Fault {
  return { endpoint: "any", summary, applies: () => true, apply };
}

export const transportFaults = {
  slow: transport("the answer is delayed by `milliseconds` (default: 5000)", async ({ ctx, milliseconds }) => {
    const gone = new AbortController();
    ctx.req.socket.once("close", () => {
      gone.abort();
    });
    await wait(milliseconds, undefined, { signal: gone.signal }).catch(() => undefined);
  }),
  "internal-error": transport("the answer is an HTML page with the status 500", ({ ctx }) => {
    ctx.status = 500;
    ctx.type = "html";
    ctx.body = "<html><body><h1>Internal Server Error</h1></body></html>";
  }),
  unavailable: transport("the answer has the status 503 and the header Retry-After", ({ ctx }) => {
    ctx.status = 503;
    ctx.set("retry-after", "120");
    ctx.body = "";
  }),
  "not-json": transport("the answer is an HTML page with the status 200", ({ ctx }) => {
    ctx.status = 200;
    ctx.type = "html";
    ctx.body = "<html><body>Welcome</body></html>";
  }),
  "dropped-connection": transport("the connection is closed without an answer", ({ ctx }) => {
    ctx.respond = false;
    ctx.req.socket.destroy();
  }),
} satisfies Record<string, Fault>;
