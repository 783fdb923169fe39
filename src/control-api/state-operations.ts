import { z } from "zod";
import { isMovable } from "../foundation/clock.ts";
import { instantText } from "../foundation/instant-schema.ts";
import { TestkitError } from "../foundation/errors/testkit-error.ts";
import type { ControlApiContext } from "./control-api-context.ts";
import { withBody, type Operation } from "./operation.ts";

const clockBody = z.union([
  z.strictObject({ now: instantText.describe("The new time, such as 2029-01-01T00:00:00Z.") }),
  z.strictObject({
    advanceSeconds: z.number().min(0).max(3_153_600_000).describe("How many seconds the clock moves forward."),
  }),
]);

/** Where the environment is, its time and its keys, and its way back to the start. */
export function stateOperations({ networks, clock, signingKeys, reset }: ControlApiContext) {
  const movable = () => {
    if (isMovable(clock)) return clock;
    throw new TestkitError("REQUEST_MALFORMED", { reason: "this environment runs on the machine's clock" });
  };
  return [
    { method: "get", path: "/", id: "about", summary: "The addresses of the fake CIS2.", run: () => ({ networks }) },
    {
      method: "post",
      path: "/reset",
      id: "reset",
      summary:
        "Restores users, relying parties, cards, readers, faults, sessions, messages, clock and journal to how they were at the start. The signing keys stay.",
      run: reset,
    },
    {
      method: "get",
      path: "/clock",
      id: "clock",
      summary: "The time that the fake CIS2 uses to check certificates and challenges.",
      run: () => ({ now: clock.now().toISOString() }),
    },
    withBody({
      method: "put",
      path: "/clock",
      id: "setClock",
      summary: "Sets the clock to a time, or moves it forward.",
      body: clockBody,
      run: (body) => {
        if ("now" in body) movable().set(new Date(body.now));
        else movable().advance(body.advanceSeconds * 1000);
        return { now: clock.now().toISOString() };
      },
    }),
    {
      method: "post",
      path: "/keys/rotate",
      id: "rotateKeys",
      summary: "Makes a new signing key. The previous key stays published until the next new key.",
      run: async () => ({ keyIds: (await signingKeys.rotate()).keys.map(({ kid }) => kid) }),
    },
  ] satisfies Operation[];
}
