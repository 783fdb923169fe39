import assert from "node:assert/strict";
import { it, mock } from "node:test";
import { MemoryStore } from "../../store/memory-store.ts";
import { ProviderAdapter } from "./provider-adapter.ts";

it("of a code that was used nothing is kept for longer than the code lives", async () => {
  mock.timers.enable({ apis: ["Date"], now: 0 });
  try {
    const store = new MemoryStore();
    const codes = new ProviderAdapter("AuthorizationCode", store, 60);
    for (let code = 0; code < 1000; code++) {
      await codes.upsert(String(code), {}, 60);
      await codes.consume(String(code));
    }
    await assert.rejects(codes.consume("999"), { error: "invalid_grant" });
    assert.equal(store.size, 2000);
    mock.timers.tick(61_000);
    // A store forgets what has ended when a thousand more are written.
    for (let code = 0; code < 1000; code++) await codes.upsert("another", {}, 60);
    assert.equal(store.size, 1);
  } finally {
    mock.timers.reset();
  }
});
