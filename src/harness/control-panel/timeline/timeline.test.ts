import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isThorough } from "../../../foundation/testing/thorough.ts";
import { seeSyntheticSignIn } from "./testing/synthetic-sign-in.ts";
import type { Noted } from "./sign-in-record.ts";
import { SignInWatch } from "./sign-in-watch.ts";
import { Timeline } from "./timeline.ts";

const at = (second: number) => new Date(Date.UTC(2026, 10, 27, 12, 0, second)).toISOString();
const step = (second: number, line = `step ${second}`, rest: Partial<NonNullable<Noted["step"]>> = {}) => ({
  step: { at: at(second), place: "browser" as const, line, ...rest },
});
const linesOf = (timeline: Timeline, id: number) => timeline.find(id)?.timeline.map(({ line }) => line);

describe("the timeline", () => {
  it("joins by any id that was seen together with a known one", () => {
    const timeline = new Timeline();
    timeline.note({ joins: ["a"], opens: true, ...step(1) });
    timeline.note({ joins: ["a", "b"], ...step(2) });
    timeline.note({ joins: ["b"], ...step(3) });
    timeline.note({ joins: ["c"], ...step(4) });
    assert.deepEqual(linesOf(timeline, 1), ["step 1", "step 2", "step 3"]);
    assert.equal(timeline.page({ limit: 9 }).total, 1);
  });

  it("orders steps by when they began, and CIS2's after the request they were done in", () => {
    const timeline = new Timeline();
    timeline.note({ joins: ["a"], opens: true, ...step(5) });
    timeline.note({ joins: ["a"], ...step(3) });
    timeline.note({ joins: ["a"], ...step(5, "CIS2's", { place: "CIS2" }) });
    timeline.note({ joins: ["a"], ...step(5, "request", { milliseconds: 0 }) });
    assert.deepEqual(linesOf(timeline, 1), ["step 3", "step 5", "request", "CIS2's"]);
  });

  it("keeps what a card did for a challenge until it is known whose that is", () => {
    const timeline = new Timeline({ waiting: 2 });
    for (const one of [1, 2, 3]) timeline.note({ joins: [`challenge:${one}`], ...step(one) });
    for (const one of [1, 2, 3]) timeline.note({ joins: [`uid ${one}`, `challenge:${one}`], opens: true, ...step(9) });
    assert.deepEqual(linesOf(timeline, 1), ["step 9"], "the oldest was given up");
    assert.deepEqual(linesOf(timeline, 3), ["step 3", "step 9"]);
  });

  it("keeps of a long sign-in its beginning and its end", () => {
    const timeline = new Timeline({ steps: 4 });
    for (let second = 1; second <= 9; second++) timeline.note({ joins: ["a"], opens: true, ...step(second) });
    const kept = timeline.find(1);
    assert.deepEqual(linesOf(timeline, 1), ["step 1", "step 2", "step 8", "step 9"]);
    assert.deepEqual([kept?.leftOut, kept?.steps], [5, 9]);
  });

  it("cuts what is long, and shows no character that turns the direction of writing", () => {
    const timeline = new Timeline({ detail: 100 });
    timeline.note({ joins: ["a"], opens: true, ...step(1, `\u202e${"x".repeat(9999)}`, { detail: "y".repeat(9999) }) });
    const [kept] = timeline.find(1)?.timeline ?? [];
    assert.deepEqual([kept?.line.length, kept?.detail?.length], [300, 100]);
    assert.match(kept?.line ?? "", /^x+…$/);
  });

  it("forgets a refusal once the person is signed in, and what was seen of a card never", () => {
    const timeline = new Timeline();
    timeline.note({ joins: ["a"], opens: true, ...step(1, "no", { place: "CIS2", refused: { code: "NO" } }) });
    assert.deepEqual([timeline.summary(1)?.outcome, timeline.summary(1)?.refused?.code], ["refused", "NO"]);
    timeline.note({ joins: ["a"], facts: { card: "seen" } });
    timeline.note({ joins: ["a"], facts: { card: "not seen", outcome: "signed in" } });
    const { outcome, card, refused } = timeline.summary(1) ?? {};
    assert.deepEqual({ outcome, card, refused }, { outcome: "signed in", card: "seen", refused: undefined });
  });

  it("tells a refusal once, by the check that refused", () => {
    const timeline = new Timeline();
    const refuse = (check?: string) =>
      step(1, "no", { place: "CIS2", refused: { code: "NO", ...(check === undefined ? {} : { check }) } });
    timeline.note({ joins: ["a"], opens: true, ...refuse("chain") });
    timeline.note({ joins: ["a"], ...refuse() });
    assert.deepEqual(
      timeline.find(1)?.timeline.map(({ refused }) => refused?.check),
      ["chain"],
    );
  });

  it("gives the list a page at a time, newest first", () => {
    const timeline = new Timeline({ signIns: 5 });
    for (let number = 1; number <= 7; number++) timeline.note({ joins: [`${number}`], opens: true, ...step(number) });
    const ids = ({ signIns }: ReturnType<Timeline["page"]>) => signIns.map(({ id }) => id);
    const first = timeline.page({ limit: 3 });
    assert.deepEqual([ids(first), first.next, first.total], [[7, 6, 5], 5, 5]);
    const second = timeline.page({ limit: 3, before: first.next });
    assert.deepEqual([ids(second), second.next], [[4, 3], undefined]);
    assert.deepEqual(ids(timeline.page({ limit: 3, before: 0 })), []);
  });

  it("tells its listeners what changed, and nobody after", () => {
    const timeline = new Timeline();
    const heard: (number | undefined)[] = [];
    const stop = timeline.listen((id) => heard.push(id));
    timeline.note({ joins: ["a"], opens: true, ...step(1) });
    timeline.note({ joins: ["z"], ...step(1) });
    timeline.clear();
    stop();
    timeline.note({ joins: ["b"], opens: true, ...step(1) });
    assert.deepEqual(heard, [1, undefined]);
    assert.equal(timeline.find(2)?.id, 2, "ids go on counting");
  });

  it("is no larger after ten times as many sign-ins", () => {
    const limits = { signIns: 80, withSteps: 20, characters: 100_000 };
    const watch = new SignInWatch(limits);
    const after = isThorough ? 10_000 : 100;
    let number = 0;
    const size = () => {
      const { signIns, total } = watch.timeline.page({ limit: Infinity });
      const steps = signIns.map(({ id }) => watch.timeline.find(id)?.timeline ?? []);
      const text = JSON.stringify(steps).length;
      return { total, withSteps: steps.filter(({ length }) => length > 0).length, text };
    };
    while (number < after) seeSyntheticSignIn(watch, ++number);
    const early = size();
    assert.ok(early.total === 80 && early.withSteps > 0 && early.withSteps <= 20, JSON.stringify(early));
    while (number < 10 * after) seeSyntheticSignIn(watch, ++number);
    const late = size();
    assert.deepEqual([late.total, late.withSteps], [early.total, early.withSteps]);
    assert.ok(late.text < early.text * 1.1 && late.text < 2 * limits.characters, `${early.text}, ${late.text}`);
    assert.equal(watch.timeline.summary(number)?.steps, 31);
  });
});
