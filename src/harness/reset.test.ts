import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ControlClient } from "../control-api/index.ts";
import { ManualClock } from "../foundation/clock.ts";
import { TestDesktop, type TestDesktopOptions } from "./desktop/test-desktop.ts";
import { EveryKindOfState } from "./testing/every-kind-of-state.ts";

const resets: Readonly<Record<string, (desktop: TestDesktop) => Promise<unknown>>> = {
  "POST /reset": ({ embedded }) => new ControlClient(embedded.controlOrigin ?? "").reset(),
  "TestDesktop.reset": (desktop) => desktop.reset(),
  "EmbeddedCis2.reset": ({ embedded }) => embedded.reset(),
  "FakeCis2.reset": ({ embedded }) => embedded.cis2.reset(),
};

describe("a harness that is given back as new", () => {
  const start = async (options: TestDesktopOptions = {}) => {
    const clock = new ManualClock(new Date("2026-11-02T09:00:00Z"));
    const desktop = await TestDesktop.start({ clock, control: { port: 0 }, timeoutMs: 300, ...options });
    return Object.assign(desktop, { [Symbol.asyncDispose]: () => desktop.close() });
  };

  for (const [name, reset] of Object.entries(resets)) {
    it(`keeps no kind of state after ${name}`, async () => {
      await using desktop = await start();
      await using state = await EveryKindOfState.of(desktop);
      await state.changeAll();
      await reset(desktop);
      await state.seeNone();
    });
  }

  it("no longer enters a passcode that a test did not wait for", async () => {
    await using desktop = await start({ timeoutMs: 600_000 });
    const entered = assert.rejects(desktop.enterPasscode("123456"), { code: "PASSCODE_NOT_ASKED" });
    await desktop.reset();
    await entered;
  });
});
