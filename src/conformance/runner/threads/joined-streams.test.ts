import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Envelope } from "@cucumber/messages";
import { JoinedStreams, type ThreadMessage, threadMessages } from "./joined-streams.ts";

const timestamp = { seconds: 1, nanos: 0 };

/** The head that each thread has, with other identifiers than the others. */
function head(name: string): Envelope[] {
  return [
    { pickle: { id: `${name}-pickle`, uri: "a.feature" } },
    { stepDefinition: { id: `${name}-step` } },
    { testRunStarted: { id: `${name}-run`, timestamp } },
  ] as unknown as Envelope[];
}

function testCase(name: string): Envelope {
  const testSteps = [{ id: `${name}-1`, stepDefinitionIds: [`${name}-step`] }];
  return { testCase: { id: `${name}-case`, pickleId: `${name}-pickle`, testRunStartedId: `${name}-run`, testSteps } };
}

const started = (name: string): Envelope => ({
  testCaseStarted: { id: `${name}-attempt`, testCaseId: `${name}-case`, attempt: 0, timestamp },
});
const finished = (name: string, success = true): Envelope => ({
  testRunFinished: { testRunStartedId: `${name}-run`, timestamp, success },
});

function joined(): { first: (envelope: Envelope) => void; second: (envelope: Envelope) => void; given: Envelope[] } {
  const given: Envelope[] = [];
  const streams = new JoinedStreams(2, (envelope) => given.push(envelope));
  const second = threadMessages((message: ThreadMessage) => {
    streams.take(1, structuredClone(message));
  });
  return { first: streams.stream(0), second, given };
}

describe("the streams of two threads", () => {
  it("become that of one run, with one head and one end", () => {
    const { first, second, given } = joined();
    for (const envelope of [...head("b"), testCase("b"), started("b")]) second(envelope);
    for (const envelope of [...head("a"), testCase("a"), started("a"), finished("a")]) first(envelope);
    const kinds = () => given.map((envelope) => Object.keys(envelope)[0]);
    const run = ["testCase", "testCase", "testCaseStarted", "testCaseStarted"];
    assert.deepEqual(kinds(), ["pickle", "stepDefinition", "testRunStarted", ...run], "it ends with the last thread");
    second(finished("b"));
    assert.deepEqual(kinds().slice(-2), ["testCaseStarted", "testRunFinished"]);
    assert.equal(kinds().filter((kind) => kind === "testRunFinished").length, 1);
  });

  it("name the same things by the same identifiers", () => {
    const { first, second, given } = joined();
    for (const envelope of [...head("a"), testCase("a"), started("a")]) first(envelope);
    for (const envelope of [...head("b"), testCase("b"), started("b")]) second(envelope);
    const [, other] = given.flatMap((envelope) => envelope.testCase ?? []);
    assert.deepEqual([other?.pickleId, other?.testRunStartedId], ["a-pickle", "a-run"]);
    assert.deepEqual(other?.testSteps[0]?.stepDefinitionIds, ["a-step"]);
    const threads = given.flatMap((envelope) => envelope.testCaseStarted ?? []).map(({ workerId }) => workerId);
    assert.deepEqual(threads, ["0", "1"]);
  });

  it("are a failure if one of them is", () => {
    for (const failed of ["a", "b"]) {
      const { first, second, given } = joined();
      for (const envelope of [...head("a"), finished("a", failed !== "a")]) first(envelope);
      for (const envelope of [...head("b"), finished("b", failed !== "b")]) second(envelope);
      assert.equal(given.at(-1)?.testRunFinished?.success, false);
      assert.equal(given.at(-1)?.testRunFinished?.testRunStartedId, "a-run");
    }
  });

  it("cannot be joined if they read other features", () => {
    const { first, second } = joined();
    for (const envelope of [...head("a"), finished("a")]) first(envelope);
    for (const envelope of head("b").slice(1)) second(envelope);
    assert.throws(() => {
      second(finished("b"));
    }, /features changed/);
  });
});
