import assert from "node:assert/strict";
import { it } from "node:test";
import { authorizationUrl, startSignIn, startTestCis2 } from "./testing/harness.ts";
import { MemoryStore } from "../store/memory-store.ts";

class FailingStore extends MemoryStore {
  fails: RegExp | undefined;

  override get(key: string) {
    return this.fails?.test(key)
      ? Promise.reject(new Error("the disk is gone: /var/lib/secret-place"))
      : super.get(key);
  }
}

it("a store that fails is the service's own fault, told without what went wrong inside", async () => {
  const store = new FailingStore();
  await using test = await startTestCis2({ store });
  const { agent, url } = await startSignIn(authorizationUrl(test.cis2.networks.internet.issuer));
  for (const keys of [/./, /Interaction/]) {
    store.fails = keys;
    const answer = await agent.post(`${url}/challenge`, {});
    assert.equal(answer.status, 500);
    assert.match(answer.text, /"code":"SERVICE_FAILED"/);
    assert.doesNotMatch(answer.text, /disk|secret-place|\.ts/);
  }
  store.fails = undefined;
  assert.equal((await agent.get(url)).status, 200);
});
