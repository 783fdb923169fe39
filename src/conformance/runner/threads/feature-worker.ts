import type { Envelope } from "@cucumber/messages";
import { once } from "node:events";
import { parentPort } from "node:worker_threads";
import { type FeaturePart, loadSteps, runPart } from "../run-part.ts";
import { threadMessages, type ThreadMessage } from "./joined-streams.ts";

let gathered: ThreadMessage[] = [];

/** In one piece from the start of a scenario to its end: each piece costs this thread and the first one. */
function post(message: ThreadMessage): void {
  gathered.push(message);
  if ("envelope" in message && !isBetweenScenarios(message.envelope)) return;
  parentPort?.postMessage(gathered);
  gathered = [];
}

function isBetweenScenarios({ testCaseStarted, testCaseFinished, testRunFinished }: Envelope): boolean {
  return (testCaseStarted ?? testCaseFinished ?? testRunFinished) !== undefined;
}

/** Loads, then runs the scenarios that it is sent; the thread that started it takes its messages, and ends it. */
if (parentPort) {
  const sent = once(parentPort, "message") as Promise<[FeaturePart]>;
  await loadSteps();
  const [part] = await sent;
  await runPart(part, threadMessages(post));
}
