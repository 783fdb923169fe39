import { setTimeout as wait } from "node:timers/promises";
import type { Fault } from "./fault.ts";

/** Faults any endpoint can have, whatever it would have answered. */
function transport(summary: string, apply: Fault["apply"]): Fault {
  return { endpoint: "any", summary, applies: () => true, apply };
}

export const transportFaults = {
  slow: transport("the answer comes late (`milliseconds`, 5000 unless set)", async ({ ctx, milliseconds }) => {
    const gone = new AbortController();
    ctx.req.socket.once("close", () => {
      gone.abort();
    });
    await wait(milliseconds, undefined, { signal: gone.signal }).catch(() => undefined);
  }),
  "internal-error": transport("500 and an HTML page", ({ ctx }) => {
    ctx.status = 500;
    ctx.type = "html";
    ctx.body = "<html><body><h1>Internal Server Error</h1></body></html>";
  }),
  unavailable: transport("503 with Retry-After", ({ ctx }) => {
    ctx.status = 503;
    ctx.set("retry-after", "120");
    ctx.body = "";
  }),
  "not-json": transport("200 and an HTML page", ({ ctx }) => {
    ctx.status = 200;
    ctx.type = "html";
    ctx.body = "<html><body>Welcome</body></html>";
  }),
  "dropped-connection": transport("the connection is closed without an answer", ({ ctx }) => {
    ctx.respond = false;
    ctx.req.socket.destroy();
  }),
} satisfies Record<string, Fault>;
