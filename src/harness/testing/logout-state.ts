import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestDesktop } from "../desktop/test-desktop.ts";
import { exampleRelyingParty } from "../relying-party/example-relying-party.ts";
import type { StateKind } from "./state-kind.ts";

/** What is kept of logout tokens. They go to a relying party that takes none. */
export async function logoutKinds({
  embedded,
  issuer,
}: TestDesktop): Promise<{ readonly kinds: readonly StateKind[]; readonly close: () => Promise<void> }> {
  const { logout } = embedded.cis2;
  let received = "";
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      received = new URLSearchParams(body).get("logout_token") ?? "";
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const about = { clientId: exampleRelyingParty.clientId, issuer, sub: "555000000002", sid: undefined, uri };
  let sent = "none";
  return {
    kinds: [
      {
        name: "the last logout token",
        look: async () => {
          await logout.send({ ...about, again: true });
          return received === sent;
        },
        change: async () => {
          await logout.send(about);
          sent = received;
        },
      },
      {
        name: "logout tokens to be delivered",
        look: () => Promise.resolve(logout.pending),
        change: () => logout.deliver({ ...about, clientId: "another" }),
      },
    ],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
