import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SeededRandom } from "../../../foundation/random.ts";
import { SignalRConnections } from "./signalr-connections.ts";

const origin = "https://system.test";
/** No test waits until then. */
const never = 1_000_000_000;

describe("the connections of a hub", () => {
  const opened = () => new SignalRConnections(new SeededRandom("connections"));
  const { signal: here } = new AbortController();

  it("are a hundred: the oldest makes room", () => {
    const connections = opened();
    const tokens = Array.from({ length: 100 }, () => connections.add(origin).token);
    assert.ok(tokens.every((token) => connections.has(token, origin)));
    const { token: last } = connections.add(origin);
    assert.deepEqual(
      [...tokens, last].filter((token) => !connections.has(token, origin)),
      tokens.slice(0, 1),
    );
  });

  it("wait until they are closed, the page has gone, or the time is over, and leave no timer behind", async () => {
    const connections = opened();
    const { token } = connections.add(origin);
    const page = new AbortController();
    const ended: string[] = [];
    const left = connections.idle(token, never, page.signal).then(() => ended.push("left"));
    const closed = connections.idle(token, never, here).then(() => ended.push("closed"));
    await connections.idle(token, 0, here);
    assert.deepEqual(ended, []);
    page.abort();
    await left;
    assert.deepEqual(ended, ["left"]);
    connections.remove(token);
    await closed;
    assert.deepEqual(ended, ["left", "closed"]);
    assert.ok(!process.getActiveResourcesInfo().includes("Timeout"));
  });

  it("do not wait if they are closed or the page has gone already", async () => {
    const connections = opened();
    const { token } = connections.add(origin);
    await connections.idle(token, never, AbortSignal.abort());
    await connections.idle("made-up", never, here);
    assert.ok(!process.getActiveResourcesInfo().includes("Timeout"));
  });
});
