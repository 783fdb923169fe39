import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PasscodeRequest } from "../../passcode/passcode-source.ts";
import { PasscodeWindow } from "./passcode-window.ts";

const request: PasscodeRequest = {
  reader: "R1",
  purpose: "authentication",
  requestedBy: "a system",
  notAfter: new Date("2029-01-01T00:00:00Z"),
};

describe("a passcode window", () => {
  const open = () => new PasscodeWindow("id", { timeoutMs: 60_000, show: () => undefined });

  it("no longer asks once it is cancelled, while the card is being put away", async () => {
    const window = open();
    const asked = window.ask(request);
    window.cancel();
    assert.notEqual(window.view.state, "asking");
    await assert.rejects(asked, { code: "PASSCODE_CANCELLED" });
    const settled = window.settled();
    await assert.rejects(
      asked.catch((error: unknown) => {
        window.end(error);
        throw error;
      }),
    );
    assert.equal((await settled).state, "cancelled");
  });

  it("overwrites a passcode that nobody waits for", () => {
    const late = Buffer.from("123456");
    open().submit(late);
    assert.deepEqual([...late], [0, 0, 0, 0, 0, 0]);
  });

  it("keeps nothing waiting where it cannot be shown", async () => {
    const window = new PasscodeWindow("id", {
      timeoutMs: 60_000,
      show: () => {
        throw new Error("no desktop");
      },
    });
    const { signal } = new AbortController();
    await assert.rejects(window.ask(request, signal), /no desktop/);
    assert.deepEqual(
      process.getActiveResourcesInfo().filter((kind) => kind === "Timeout"),
      [],
    );
  });
});
