import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { Redis } from "ioredis";
import { caFileVariable, configureNetwork } from "../client/index.ts";
import { unusedPort } from "../foundation/testing/unused-port.ts";
import { openStore } from "../store/open-store.ts";
import { skipWithoutRedis, startRedis, tlsOptions } from "../store/testing/redis-server.ts";
import { startEmbeddedCis2 } from "./embedded-cis2.ts";
import { exampleRelyingParty } from "./relying-party/example-relying-party.ts";
import { serverTls } from "./serve/server-tls.ts";
import { signInWithVirtualCard } from "./sign-in/one-sign-in.ts";

const password = "of this test";

/** A Redis over TLS with a password. Replicas take the link of the address, so a client follows it to another server. */
async function startTlsRedis(stack: AsyncDisposableStack, folder: string, caFile: string, tls: Tls) {
  const port = await unusedPort();
  const options = [
    ...(await tlsOptions(folder, port, tls)),
    "--requirepass",
    password,
    "--masterauth",
    password,
    "--repl-diskless-sync-delay",
    "0",
  ];
  const server = stack.use(await startRedis(...options, "--tls-ca-cert-file", caFile));
  const administrator = stack.adopt(new Redis(server.address.slice("redis+unix:".length), { password }), (one) => {
    one.disconnect();
  });
  return { port, administrator };
}

/** Passes connections on to a port that can be changed, as the address of a failover group does. */
async function startRelay(stack: AsyncDisposableStack) {
  const to = { port: 0 };
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(to.port, "127.0.0.1");
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  stack.adopt(server.listen(0, "127.0.0.1"), async (one) => {
    for (const socket of open) socket.destroy();
    one.close();
    await once(one, "close");
  });
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, to };
}

describe("a fake CIS2 on a Redis over TLS, with a password", { skip: skipWithoutRedis }, () => {
  it("signs people in after a failover, and after the records were lost", async () => {
    await using stack = new AsyncDisposableStack();
    const folder = stack.adopt(await mkdtemp(join(tmpdir(), "cis2-testkit-failover-")), (one) =>
      rm(one, { recursive: true }),
    );
    const { identity, caFile } = await serverTls("127.0.0.1", []);
    stack.defer(await configureNetwork({ [caFileVariable]: caFile }));
    const first = await startTlsRedis(stack, folder, caFile, identity);
    const second = await startTlsRedis(stack, folder, caFile, identity);
    await second.administrator.replicaof("127.0.0.1", first.port);
    await until(async () => (await second.administrator.info("replication")).includes("master_link_status:up"));
    const relay = await startRelay(stack);
    relay.to.port = first.port;
    const store = await openStore(`rediss://127.0.0.1:${relay.port}`, { CIS2_TESTKIT_STORE_PASSWORD: password });
    const embedded = stack.adopt(await startEmbeddedCis2({ relyingParties: [exampleRelyingParty], store }), (one) =>
      one.close(),
    );
    await embedded.registerEveryCard();
    const { issuer } = embedded.cis2.networks.internet;
    const signIn = async () => {
      const options = { at: { issuer }, card: "piv", persona: "one-role", scope: "openid" };
      return (await signInWithVirtualCard(options)).relyingParty;
    };
    await signIn();

    await embedded.cis2.relyingParties.register({ ...exampleRelyingParty, clientId: "entered-since" });
    // WAIT waits for the writes of its own connection, and so for all that were written before them.
    await first.administrator.set("last-before-failover", "1");
    await first.administrator.wait(1, 0);
    await second.administrator.replicaof("NO", "ONE");
    relay.to.port = second.port;
    await first.administrator.replicaof("127.0.0.1", second.port);
    await signIn();
    assert.ok(await embedded.cis2.relyingParties.find("entered-since"));

    await second.administrator.flushall();
    await signIn();
    assert.equal(await embedded.cis2.relyingParties.find("entered-since"), undefined);
  });
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(setImmediate);
}

type Tls = Awaited<ReturnType<typeof serverTls>>["identity"];
