import assert from "node:assert/strict";
import { it } from "node:test";
import { openKeyStore } from "../../pki/index.ts";
import { Journal, type JournalEvent } from "../journal/journal.ts";
import { listen } from "../../foundation/listener.ts";
import { SigningKeys } from "../provider/signing-keys.ts";
import { parseSettings } from "../settings/settings.ts";
import { MemoryStore } from "../../store/memory-store.ts";
import { BackchannelLogout } from "./backchannel-logout.ts";

it("goes on with a logout where the store is away for one attempt", async () => {
  await using opened = new AsyncDisposableStack();
  const endpoint = opened.adopt(await listen({ port: 0 }), (one) => one.close());
  let asked = 0;
  endpoint.serve((_, response) => response.writeHead(asked++ === 0 ? 500 : 200).end());
  const signingKeys = new SigningKeys(new MemoryStore(), openKeyStore());
  const current = signingKeys.current.bind(signingKeys);
  let looked = 0;
  signingKeys.current = () => (++looked === 2 ? Promise.reject(new Error("the store is away")) : current());
  const journal = new Journal();
  const noted: JournalEvent[] = [];
  const settings = { ...parseSettings({}), logoutRetries: [0, 0] };
  const delivered = new Promise((resolve) => {
    journal.listen((event) => {
      noted.push(event);
      if (noted.length === 3) resolve(undefined);
    });
  });
  const logout = opened.adopt(new BackchannelLogout({ signingKeys, settings, journal }), (one) => one.close());
  await logout.deliver({ clientId: "c", issuer: "https://issuer.test", sub: "s", sid: "x", uri: endpoint.origin });
  await delivered;
  const outcomes = noted.map((event) => (event.type === "logout" ? [event.attempt, event.error ?? event.status] : []));
  assert.deepEqual(outcomes, [
    [1, 500],
    [2, "the store is away"],
    [3, 200],
  ]);
});
