import { parentPort, workerData } from "node:worker_threads";
import { VirtualCard, VpcdReader } from "../../src/virtual-card/index.ts";
import { issueCard } from "../../src/virtual-card/testing/issue-card.ts";

await new VpcdReader(workerData as { port: number; quickAck: boolean }).insert(new VirtualCard(issueCard()));
parentPort?.postMessage("inserted");
