import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TestkitError } from "../../../foundation/errors/testkit-error.ts";
import type { PasscodeRequest } from "../../passcode/passcode-source.ts";
import { PasscodeWindow } from "./passcode-window.ts";

const request: PasscodeRequest = {
  reader: "R1",
  purpose: "authentication",
  requestedBy: "a system",
  notAfter: new Date("2029-01-01T00:00:00Z"),
};

/** No test waits until then. */
const never = 1_000_000_000;

describe("a passcode window", () => {
  const open = () => new PasscodeWindow("id", { timeoutMs: never, show: () => undefined });

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
      timeoutMs: never,
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

  it("asks nobody for a caller that has gone, or goes while it asks", async () => {
    let shown = 0;
    const window = new PasscodeWindow("id", { timeoutMs: never, show: () => (shown += 1) });
    await assert.rejects(window.ask(request, AbortSignal.abort()), { code: "PASSCODE_CANCELLED" });
    assert.equal(shown, 0);
    const caller = new AbortController();
    const asked = window.ask(request, caller.signal);
    assert.equal(shown, 1);
    caller.abort();
    await assert.rejects(asked, { code: "PASSCODE_CANCELLED" });
    assert.equal(window.view.state, "working");
  });

  it("works until it is told how it ended, before it asked and after", async () => {
    const window = open();
    assert.deepEqual(
      { id: window.id, seen: window.seen, state: window.view.state },
      { id: "id", seen: false, state: "working" },
    );
    const asked = window.ask(request);
    window.submit(Buffer.from("123456"));
    assert.equal(Buffer.from(await asked).toString(), "123456");
    assert.equal(window.view.state, "working");
    const settled = window.settled();
    window.end();
    assert.deepEqual(await settled, { state: "done" });
  });

  it("shows an error of the catalogue as it is, and any other as one of the service", () => {
    const window = open();
    const known = new TestkitError("CARD_REMOVED");
    window.end(known);
    assert.deepEqual(window.view, { state: "failed", error: known });
    const cause = new Error("unforeseen");
    window.end(cause);
    assert.ok(window.view.state === "failed");
    assert.deepEqual([window.view.error.code, window.view.error.cause], ["SERVICE_FAILED", cause]);
  });

  it("tells the page when its question is answered, not when it is another's, and lets a page go that is closed", async () => {
    const window = open();
    const here = new AbortController();
    await window.answered(1, here.signal);
    const asked = window.ask(request);
    await window.answered(2, here.signal);
    const closed = new AbortController();
    const seen: string[] = [];
    const watched = window.answered(1, here.signal).then(() => seen.push("answered"));
    const left = window.answered(1, closed.signal).then(() => seen.push("left"));
    await new Promise(setImmediate);
    assert.deepEqual(seen, []);
    closed.abort();
    await left;
    assert.deepEqual(seen, ["left"]);
    await window.answered(1, closed.signal);
    window.submit(Buffer.from("123456"));
    await watched;
    assert.deepEqual(seen, ["left", "answered"]);
    await asked;
  });
});
