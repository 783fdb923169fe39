import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { it } from "node:test";
import { MemoryStore } from "../store/memory-store.ts";
import { sharedSecret } from "./shared-secret.ts";
import { relyingParty, startTestCis2 } from "./testing/harness.ts";

it("keeps the secret that an instance signs cookies with, for instances that start later on the same store", async () => {
  const store = new MemoryStore();
  await using test = await startTestCis2({ store });
  const secret = await sharedSecret(store);
  await test.cis2.reset();
  assert.equal(await sharedSecret(store), secret);
});

it("publishes a certificate that is revoked again with the new reason", async () => {
  await using test = await startTestCis2();
  const { registrationAuthority } = test.cis2;
  await registrationAuthority.revoke("4a01", "keyCompromise");
  const before = await registrationAuthority.revocationList();
  await test.cis2.reset();
  await registrationAuthority.revoke("4a01", "superseded");
  assert.notDeepEqual((await registrationAuthority.revocationList()).der, before.der);
});

it("delivers logout tokens again afterwards", async () => {
  await using test = await startTestCis2();
  const { logout, networks } = test.cis2;
  await using server = createServer((_, response) => response.writeHead(200).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await test.cis2.reset();
  const { clientId } = relyingParty;
  const subject = { clientId, issuer: networks.internet.issuer, sub: "555000000002", sid: undefined };
  assert.deepEqual(await logout.send({ ...subject, uri }), { status: 200, cacheControl: undefined });
  server.closeAllConnections();
});
