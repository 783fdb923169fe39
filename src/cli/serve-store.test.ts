import assert from "node:assert/strict";
import { it } from "node:test";
import { skipWithoutRedis, startRedis } from "../store/testing/redis-server.ts";
import { startServe } from "./testing/serve.ts";

it(
  "serve ends on SIGTERM while its Redis answers nothing, also to a request under way",
  { skip: skipWithoutRedis, timeout: 120_000 },
  async () => {
    await using redis = await startRedis();
    const serving = await startServe("--store", redis.address, "--api-platform-port", "0");
    redis.signal("SIGSTOP");
    const asked = fetch(`${serving.ready["issuer"] ?? ""}/connect/jwk_uri`).catch(() => undefined);
    // Answered without the store: the request before it has arrived.
    await fetch(`${serving.ready["demo"] ?? ""}/`);
    assert.equal(await serving.stop(), 0, serving.printed());
    await asked;
  },
);
