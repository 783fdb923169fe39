import assert from "node:assert/strict";
import { once } from "node:events";
import { describe, it } from "node:test";
import { connect } from "node:tls";
import { openKeyStore, serverIdentity } from "../../pki/index.ts";
import { listen } from "../../foundation/listener.ts";
import { ReplaceableIdentity } from "./replaceable-identity.ts";

describe("a server's certificate that can be replaced", () => {
  it("is another on new connections, ends the open ones, and can be put back", async () => {
    const [first, second] = await Promise.all(
      ["first", "second"].map((host) => serverIdentity([host], openKeyStore())),
    );
    assert.ok(first && second);
    const identity = new ReplaceableIdentity(first);
    const listener = await listen({ port: 0, tls: identity });
    try {
      const open = connect({ port: listener.port, host: "127.0.0.1", rejectUnauthorized: false });
      await once(open, "secureConnect");
      const ended = once(open.resume(), "close");
      identity.show(second);
      await ended;
      assert.equal(await hostShown(listener.port), "DNS:second");
      identity.putBack();
      assert.equal(await hostShown(listener.port), "DNS:first");
    } finally {
      await listener.close();
    }
  });
});

async function hostShown(port: number): Promise<string | undefined> {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const { subjectaltname } = socket.getPeerCertificate();
  socket.destroy();
  return subjectaltname;
}
