import { parentPort } from "node:worker_threads";
import { keyOf } from "../../../src/conformance/index.ts";
import { copyOfExample } from "./copy.ts";
import { testCopy } from "./test-target.ts";
import type { Job, Outcome } from "./test-all.ts";

/** Tests one copy of the example after the other. */
parentPort?.on("message", (job: Job) => {
  void test(job).then(
    (outcomes) => parentPort?.postMessage({ outcomes }),
    (error: unknown) => parentPort?.postMessage({ error }),
  );
});

async function test({ patch, setUp, scenarios, order }: Job): Promise<Outcome[]> {
  await using copy = await copyOfExample(patch);
  const results = await testCopy(copy, setUp, scenarios, {}, order).finally(() => {
    // One of the lines turns the verification of certificates off, for this thread.
    delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
  });
  return results.map((result) => ({ key: keyOf(result), verdict: result.verdict, reason: result.reason ?? "" }));
}
