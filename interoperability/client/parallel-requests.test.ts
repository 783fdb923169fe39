import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { openPcscReaders } from "../../src/client/index.ts";
import { PersonaCardIssuer } from "../../src/harness/index.ts";
import { VirtualCard } from "../../src/virtual-card/index.ts";
import { withPcscd } from "../pcscd.ts";
import { skipWithoutPcscPrograms, startServiceReaders, type ServiceReaders } from "../service-readers.ts";
import { runCommand, type RunningCommand, startCommand } from "./command-line.ts";

const origin = "https://records.test";
/** libuv runs native calls on four threads unless the environment says otherwise. */
const moreThanThreads = 12;
/** Far more than twelve signatures take, on a busy machine too. */
const deadlineMs = 60_000;

describe("many requests at once to the client command, over PC/SC", { skip: skipWithoutPcscPrograms() }, () => {
  let desk: ServiceReaders;
  let cardIssuer: PersonaCardIssuer;
  before(async () => {
    desk = await startServiceReaders();
    cardIssuer = await PersonaCardIssuer.open();
  });
  after(() => desk.stop());

  const cardInReader = async () => {
    const made = await cardIssuer.make("one-role", "piv");
    const reader = desk.reader();
    reader.insert(new VirtualCard(made.image));
    return { passcode: made.persona.card.passcode, [Symbol.dispose]: reader.eject };
  };
  const start = async (passcode: string) => {
    const words = ["client", "--json", "--log", "silent", "--origin", origin, "--port-service-port", "0"];
    const client = startCommand(desk, [...words, "--passcode", "environment"], { CIS2_TESTKIT_PASSCODE: passcode });
    const { userService } = (await client.next({})) as { userService: number };
    return { client, userService, [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() };
  };
  const authenticate = (userService: number, signal: AbortSignal) =>
    fetch(`http://localhost:${userService}/authentication/authenticate`, {
      method: "POST",
      headers: { origin, "content-type": "application/json" },
      body: JSON.stringify({ challenge: randomBytes(32).toString("base64") }),
      signal,
    });
  const readersOfAnotherProcess = async () => {
    const { status, stderr } = await runCommand(desk, ["readers", "--json"]);
    assert.equal(status, 0, stderr);
  };

  const stopsInTime = async (client: RunningCommand) => {
    const began = performance.now();
    assert.equal(await client.stop(), 0);
    assert.ok(performance.now() - began < 2000);
  };

  it("answers all of them, and stops within two seconds", async () => {
    using card = await cardInReader();
    await using running = await start(card.passcode);
    const { client, userService } = running;
    const deadline = AbortSignal.timeout(deadlineMs);
    const answers = await Promise.all(
      Array.from({ length: moreThanThreads }, async () => (await authenticate(userService, deadline)).status),
    );
    assert.deepEqual(new Set(answers), new Set([200]));
    await stopsInTime(client);
  });

  it("survives requests that are aborted in the middle, and leaves the reader to other programs", async () => {
    using card = await cardInReader();
    await using running = await start(card.passcode);
    const { client, userService } = running;
    for (let round = 0; round < 5; round++) {
      const aborted = new AbortController();
      const requests = Array.from({ length: moreThanThreads }, () => authenticate(userService, aborted.signal));
      // The first answer shows that the card is being used for the others.
      await Promise.race(requests);
      aborted.abort();
      await Promise.allSettled(requests);
    }
    await readersOfAnotherProcess();
    assert.equal((await authenticate(userService, AbortSignal.timeout(deadlineMs))).status, 200);
    await stopsInTime(client);
  });

  it("stops in time while another program holds the card in a transaction", async () => {
    using card = await cardInReader();
    await using running = await start(card.passcode);
    const { client, userService } = running;
    await withPcscd(desk, async () => {
      const connection = await (await openPcscReaders()).connect(desk.readers[0]);
      await connection.transaction(async () => {
        const requests = Array.from({ length: moreThanThreads }, () =>
          authenticate(userService, AbortSignal.timeout(deadlineMs)).catch(() => undefined),
        );
        // Answered, so the requests sent before have reached the service.
        const found = await fetch(`http://localhost:${userService}/passcode/none`);
        assert.equal(found.status, 404);
        await stopsInTime(client);
        assert.deepEqual(await Promise.all(requests), Array(moreThanThreads).fill(undefined));
      });
      await connection.disconnect();
    });
    await readersOfAnotherProcess();
  });
});
