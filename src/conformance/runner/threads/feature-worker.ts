import { parentPort, workerData } from "node:worker_threads";
import { type FeaturePart, runPart } from "../run-part.ts";
import { threadMessages, type ThreadMessage } from "./joined-streams.ts";

/** Runs the scenarios that its data names; the thread that started it takes its messages, and ends it. */
const post = (message: ThreadMessage): void => parentPort?.postMessage(message);
await runPart(workerData as FeaturePart, threadMessages(post));
