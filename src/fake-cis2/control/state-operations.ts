import { z } from "zod";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

const instant = z.iso.datetime({ offset: true });
const clockBody = z.union([
  z.strictObject({ now: instant }),
  z.strictObject({ advanceSeconds: z.number().min(0).max(3_153_600_000) }),
]);

/** Where the environment is, its time and its keys, and its way back to the start. */
export function stateOperations({ networks, clock, signingKeys, reset }: ControlApiContext) {
  const adjustable = () => {
    if ("set" in clock && "advance" in clock) return clock as typeof clock & AdjustableClock;
    throw new TestkitError("REQUEST_MALFORMED", { reason: "this environment runs on the machine's clock" });
  };
  return [
    { method: "get", path: "/", id: "about", summary: "Where the fake CIS2 is.", run: () => ({ networks }) },
    {
      method: "post",
      path: "/reset",
      id: "reset",
      summary: "Back to the start: sessions, cards, users, faults and journal.",
      run: reset,
    },
    {
      method: "get",
      path: "/clock",
      id: "clock",
      summary: "The time that certificates and challenges are judged by.",
      run: () => ({ now: clock.now().toISOString() }),
    },
    withBody({
      method: "put",
      path: "/clock",
      id: "setClock",
      summary: "Puts the clock to an instant, or forward.",
      body: clockBody,
      run: (body) => {
        if ("now" in body) adjustable().set(new Date(body.now));
        else adjustable().advance(body.advanceSeconds * 1000);
        return { now: clock.now().toISOString() };
      },
    }),
    {
      method: "post",
      path: "/keys/rotate",
      id: "rotateKeys",
      summary: "Signs with a new key from now on; the one before stays published.",
      run: async () => ({ keyIds: (await signingKeys.rotate()).keys.map(({ kid }) => kid) }),
    },
  ] satisfies Operation[];
}

interface AdjustableClock {
  set(instant: Date): void;
  advance(milliseconds: number): void;
}
