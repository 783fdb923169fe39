import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { openPcscReaders } from "../../src/client/index.ts";
import { PersonaCardIssuer } from "../../src/harness/index.ts";
import { VirtualCard } from "../../src/virtual-card/index.ts";
import { skipWithoutPcscd, startPcscd, vpcdReader, withPcscd } from "../pcscd.ts";
import { skipWithoutPcscPrograms, startServiceReaders, type ServiceReaders } from "../service-readers.ts";
import { runCommand, startCommand } from "./command-line.ts";
import { itUntilFailure } from "../../src/foundation/testing/until-failure.ts";

const it = itUntilFailure();

describe("the readers command, over PC/SC", { skip: skipWithoutPcscPrograms() }, () => {
  let desk: ServiceReaders;
  let cardIssuer: PersonaCardIssuer;
  before(async () => {
    desk = await startServiceReaders();
    cardIssuer = await PersonaCardIssuer.open();
  });
  after(() => desk.stop());

  const cardOf = async (persona: string) => new VirtualCard((await cardIssuer.make(persona, "piv")).image);
  const list = async () => {
    const { status, stdout, stderr } = await runCommand(desk, ["readers", "--json"]);
    assert.equal(status, 0, stderr);
    return stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it("tells of each card its driver, certificates, expiry and tries left, and spends none", async () => {
    using reader = desk.reader();
    reader.insert(await cardOf("one-role"));
    for (const [first, second] of [await list(), await list()]) {
      assert.deepEqual([first?.["reader"], first?.["driver"], first?.["series"]], [desk.readers[0], "PIV", 9]);
      assert.equal(first?.["triesLeft"], 3);
      const certificates = first["certificates"] as { purpose: string; subject: string; notAfter: string }[];
      assert.deepEqual(
        certificates.map(({ purpose }) => purpose),
        ["authentication", "signing"],
      );
      assert.match(certificates[0]?.subject ?? "", /CN=555000000002/);
      assert.ok(Date.parse(certificates[0]?.notAfter ?? "") > Date.now());
      assert.deepEqual(second, { reader: desk.readers[1], certificates: [] });
    }
  });

  it("says so of a locked card, a blank card and one that is no smartcard of ours", async () => {
    using first = desk.reader(0);
    using second = desk.reader(1);
    first.insert(await cardOf("locked-card"));
    second.insert({
      atr: Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01),
      powerOn: () => undefined,
      reset: () => undefined,
      transmit: () => Uint8Array.of(0x6a, 0x82),
    });
    const [locked, unknown] = await list();
    assert.equal(locked?.["triesLeft"], 0);
    const problem = unknown?.["problem"] as { code: string; message: string };
    assert.equal(problem.code, "CARD_UNRECOGNISED");
    assert.match(problem.message, /ATR\): 3B80800101; its answers to SELECT: .*PIV: 6A82/);
    first.insert(await cardOf("blank-card"));
    assert.deepEqual((await list())[0]?.["certificates"], []);
    assert.match(
      (await runCommand(desk, ["readers"])).stdout,
      /Certificates +none: the card is blank, or was never issued/,
    );
  });

  it("watches cards come and go, and the service stop and start again", async () => {
    using reader = desk.reader();
    await using watch = startCommand(desk, ["readers", "--watch", "--json"]);
    const [name] = desk.readers;
    await watch.next({ reader: desk.readers[1] });
    for (let time = 0; time < 2; time++) {
      reader.insert(await cardOf("one-role"));
      await watch.next({ event: "card-inserted", reader: name });
      assert.equal((await watch.next({ reader: name }))["triesLeft"], 3);
      reader.eject();
      await watch.next({ event: "card-removed", reader: name });
    }
    await desk.restart();
    await watch.next({ event: "reader-removed", reader: name });
    await watch.next({ event: "reader-added", reader: name });
    reader.insert(await cardOf("one-role"));
    await watch.next({ event: "card-inserted", reader: name });
    assert.equal((await watch.next({ reader: name }))["driver"], "PIV");
    assert.equal(await watch.stop(), 0);
  });

  it("misses nothing that happens once it is watched, before anybody listens", async () => {
    using reader = desk.reader();
    reader.insert(await cardOf("one-role"));
    await withPcscd(desk, async () => {
      const readers = await openPcscReaders();
      const stop = new AbortController();
      const events = await readers.watch(stop.signal);
      reader.eject();
      while ((await readers.list()).some(({ atr }) => atr !== undefined));
      for await (const event of events) {
        assert.deepEqual(event, { type: "card-removed", reader: desk.readers[0] });
        stop.abort();
      }
    });
  });

  it("names a reader whose card another program keeps, shows the other, and ends", async () => {
    using first = desk.reader(0);
    using second = desk.reader(1);
    for (const reader of [first, second]) reader.insert(await cardOf("one-role"));
    await withPcscd(desk, async () => {
      const connection = await (await openPcscReaders()).connect(desk.readers[0]);
      await connection.transaction(async () => {
        const [kept, free] = await list();
        assert.match(JSON.stringify(kept), /"problem":\{"code":"READER_BUSY"/);
        assert.deepEqual([free?.["driver"], free?.["triesLeft"]], ["PIV", 3]);
        const { stdout } = await runCommand(desk, ["doctor"]);
        assert.match(stdout, /WARNING +Reader Virtual PCD 00 00: The card in "Virtual PCD 00 00" could not be read/);
      });
      await connection.disconnect();
    });
    assert.equal((await list())[0]?.["triesLeft"], 3);
  });

  for (const command of [["readers"], ["readers", "--watch"], ["client", "--origin", "https://cis2.example"]]) {
    it(`says at once that no service answers where the environment says: ${command.join(" ")}`, async () => {
      const nowhere = { environment: { PCSCLITE_CSOCK_NAME: "/nonexistent/pcscd.comm" } };
      const { status, stderr } = await runCommand(nowhere, command);
      assert.equal(status, 3);
      assert.match(stderr, /^PCSC_SOCKET_UNANSWERED: .*"\/nonexistent\/pcscd\.comm".*\n.*[Uu]nset/);
    });
  }
});

describe("a reader whose name is no UTF-8", { skip: skipWithoutPcscd() }, () => {
  it("is listed with its card, as are the others", async () => {
    await using opened = new AsyncDisposableStack();
    const pcscd = opened.adopt(await startPcscd(Buffer.from("Leseger\u00e4t", "latin1")), (one) => one.stop());
    const reader = opened.use(vpcdReader({ port: pcscd.ports[0] }));
    await reader.insert(new VirtualCard((await (await PersonaCardIssuer.open()).make("one-role", "piv")).image));
    const { status, stdout, stderr } = await runCommand(pcscd, ["readers", "--json"]);
    assert.equal(status, 0, stderr);
    const lines = stdout.trim().split("\n");
    const [first, second] = lines.map(
      (line) => JSON.parse(line) as { reader: string; driver?: string; problem?: unknown },
    );
    assert.deepEqual(first?.problem, undefined);
    assert.deepEqual(
      [first?.reader, first?.driver, second?.reader],
      ["Leseger\u00e4t 00 00", "PIV", "Leseger\u00e4t 00 01"],
    );
  });
});
