import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { TLSSocket } from "node:tls";
import { serverTls, type TestDesktop } from "cis2-testkit";

/** An HTTPS server that lets people in with a smartcard, and says who they are. Replace it with your server. */
export async function startTlsSystem(desktop: TestDesktop) {
  const { identity } = await serverTls("localhost", []);
  const server = createServer(
    {
      cert: identity.certificate,
      key: identity.privateKey,
      ca: [...desktop.embedded.cardAuthorities],
      requestCert: true,
      // Without this, a person who has no valid certificate gets no page, because the connection ends.
      rejectUnauthorized: false,
      // Series 8 cards sign with PKCS #1 v1.5, which TLS 1.3 no longer has.
      maxVersion: "TLSv1.2",
    },
    (request, response) => {
      const { socket } = request;
      const isKnown = socket instanceof TLSSocket && socket.authorized;
      const userId = isKnown ? socket.getPeerX509Certificate()?.toLegacyObject().subject.CN : undefined;
      const heading = userId === undefined ? "Sign in with a smartcard" : `Signed in as ${String(userId)}`;
      response.writeHead(isKnown ? 200 : 401, { "content-type": "text/html" }).end(`<h1>${heading}</h1>`);
    },
  );
  server.listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `https://localhost:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
