import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { describe, it } from "node:test";
import { listen } from "./listener.ts";

describe("a listener that closes", () => {
  for (const said of ["", "\u0016\u0003\u0001"]) {
    it(`ends a connection that has said ${String(said.length)} bytes of a TLS handshake`, async () => {
      const listener = await listen({ port: 0, tls: { certificate: "", privateKey: "" } });
      const socket = connect({ port: listener.port, host: "127.0.0.1" });
      const closed = once(
        socket.resume().on("error", () => undefined),
        "close",
      );
      await once(socket, "connect");
      socket.write(said);
      // Another connection, that is answered after the first was taken.
      const other = connect({ port: listener.port, host: "127.0.0.1" });
      other.end("no handshake");
      await once(
        other.resume().on("error", () => undefined),
        "close",
      );
      await listener.close();
      await closed;
      assert.equal(socket.destroyed, true);
    });
  }
});
