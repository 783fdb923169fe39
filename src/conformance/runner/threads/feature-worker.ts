import type { Envelope } from "@cucumber/messages";
import { parentPort, workerData } from "node:worker_threads";
import { type FeaturePart, runPart } from "../run-part.ts";
import { threadMessages, type ThreadMessage } from "./joined-streams.ts";

/** Runs the scenarios that its data names; the thread that started it takes its messages, and ends it. */
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

await runPart(workerData as FeaturePart, threadMessages(post));
