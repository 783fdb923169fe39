import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import { readerState, returnCodes } from "./constants.ts";
import { PcscFailure } from "./pcsc-errors.ts";
import { PcscReaders } from "./pcsc-readers.ts";
import type { ReaderStateRow, Winscard } from "./winscard.ts";

/** A PC/SC service that loses a reader after it has listed them. */
function serviceThatLoses(lost: string, listed: readonly string[]): Winscard {
  const service: Partial<Winscard> = {
    establishContext: () => Promise.resolve(1),
    releaseContext: () => Promise.resolve(),
    cancel: () => Promise.resolve(),
    listReaders: () => Promise.resolve([...listed]),
    getStatusChange: (_context, _timeout, rows): Promise<ReaderStateRow[]> =>
      rows.some(({ reader }) => reader === lost)
        ? Promise.reject(new PcscFailure("SCardGetStatusChange", returnCodes.UNKNOWN_READER))
        : Promise.resolve(rows.map((row) => ({ ...row, eventState: readerState.CHANGED, atr: new Uint8Array() }))),
  };
  return service as Winscard;
}

describe("a reader that is unplugged while readers are listed", () => {
  for (const others of [[], ["A", "C"]]) {
    it(`is left out, and the ${others.length} others are listed`, async () => {
      const readers = new PcscReaders(serviceThatLoses("B", [...others, "B"]));
      assert.deepEqual(
        (await readers.list()).map(({ name }) => name),
        others,
      );
    });
  }
});

describe("as many readers as the library takes", () => {
  it("are watched, although the list of readers has no place beside them", async () => {
    const names = Array.from({ length: 16 }, (_, index) => `Reader ${index}`);
    const service = serviceThatLoses("", names);
    let inserted = false;
    const getStatusChange: Winscard["getStatusChange"] = (_context, timeout, rows) => {
      if (rows.length > 16)
        return Promise.reject(new PcscFailure("SCardGetStatusChange", returnCodes.INVALID_PARAMETER));
      inserted ||= timeout > 0;
      const eventState = (reader: string) => (reader === "Reader 15" && inserted ? 0x10022 : 0x12);
      return Promise.resolve(
        rows.map((row) => ({ ...row, eventState: eventState(row.reader), atr: Uint8Array.of(0x3b) })),
      );
    };
    const stop = new AbortController();
    const events = await new PcscReaders(Object.assign(service, { getStatusChange })).watch(stop.signal);
    for await (const event of events) {
      assert.deepEqual([event.type, event.reader], ["card-inserted", "Reader 15"]);
      stop.abort();
    }
  });
});

describe("a PC/SC service that does not answer", () => {
  const variable = "PCSCLITE_CSOCK_NAME";
  const given = process.env[variable];
  afterEach(() => {
    if (given === undefined) Reflect.deleteProperty(process.env, variable);
    else process.env[variable] = given;
  });

  /** A service that answers so many times, and then no more. */
  function serviceThatEnds(answers: number): Winscard {
    const service = serviceThatLoses("", ["A"]);
    const establishContext = () =>
      answers-- > 0
        ? service.establishContext()
        : Promise.reject(new PcscFailure("SCardEstablishContext", returnCodes.NO_SERVICE));
    const getStatusChange: Winscard["getStatusChange"] = (context, timeout, rows) =>
      timeout === 0
        ? service.getStatusChange(context, timeout, rows)
        : Promise.reject(new PcscFailure("SCardGetStatusChange", returnCodes.NO_SERVICE));
    return Object.assign(Object.create(service) as Winscard, { establishContext, getStatusChange });
  }

  it("is named if the environment says where it is, and no watch waits for it", async () => {
    process.env[variable] = "/run/no-such/pcscd.comm";
    const refusal = { code: "PCSC_SOCKET_UNANSWERED", details: { path: "/run/no-such/pcscd.comm" } };
    const readers = new PcscReaders(serviceThatEnds(0));
    await assert.rejects(readers.list(), refusal);
    await assert.rejects(readers.watch(new AbortController().signal), refusal);
  });

  it("is waited for by a watch if it is the machine's own, or was there before", async () => {
    for (const [path, answers, expected] of [
      [undefined, 0, undefined],
      ["/run/there-before/pcscd.comm", 1, { type: "reader-removed", reader: "A" }],
    ] as const) {
      if (path === undefined) Reflect.deleteProperty(process.env, variable);
      else process.env[variable] = path;
      const stop = new AbortController();
      const events = await new PcscReaders(serviceThatEnds(answers)).watch(stop.signal);
      const next = events[Symbol.asyncIterator]().next() as Promise<IteratorResult<unknown>>;
      if (expected === undefined) stop.abort();
      assert.deepEqual((await next).value, expected);
      stop.abort();
    }
    Reflect.deleteProperty(process.env, variable);
    await assert.rejects(new PcscReaders(serviceThatEnds(0)).list(), { code: "PCSC_SERVICE_STOPPED" });
  });
});
