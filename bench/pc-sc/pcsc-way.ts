import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startPcscd } from "../../interoperability/pcscd.ts";
import { InProcessReaders, PcscService, VirtualCard, VpcdReader } from "../../src/virtual-card/index.ts";
import { issueCard } from "../../src/virtual-card/testing/issue-card.ts";

const client = fileURLToPath(new URL("pcsc-client.ts", import.meta.url));

/** A reader behind a PC/SC service, and who puts a card in. */
export interface Readers {
  readonly environment: NodeJS.ProcessEnv;
  readonly reader: string;
  readonly insert: () => Promise<void>;
  readonly eject: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** One way to a virtual card, with a client that uses it in a separate process. The card is in at first. */
export interface Way {
  /** The median of so many SELECTs, in milliseconds. */
  select(times: number): Promise<number>;
  /** Milliseconds from an insertion to the client's event. The card was in, and is in afterwards. */
  insertion(): Promise<number>;
  close(): Promise<void>;
}

/** Readers of the testkit's own service. The card that moves is in the last one; all others have a card. */
export async function serviceReaders(count: number): Promise<Readers> {
  const readers = new InProcessReaders();
  const names = Array.from({ length: count }, (_, index) => `Reader ${String(index + 1)}`);
  const cards = names.map(() => new VirtualCard(issueCard()));
  const insert = (index: number) => {
    const [name, card] = [names[index], cards[index]];
    if (name !== undefined && card !== undefined) readers.insert(name, card);
  };
  for (const name of names) readers.addReader(name);
  for (let index = 0; index < count - 1; index++) insert(index);
  const service = await PcscService.start(readers);
  const reader = names.at(-1) ?? "";
  return {
    environment: service.environment,
    reader,
    insert: () => {
      insert(count - 1);
      return Promise.resolve();
    },
    eject: () => {
      readers.eject(reader);
      return Promise.resolve();
    },
    close: () => service.close(),
  };
}

/** A reader of vpcd in a pcscd. */
export async function pcscdReaders(quickAck: boolean): Promise<Readers> {
  const pcscd = await startPcscd();
  const reader = new VpcdReader({ port: pcscd.ports[0], quickAck });
  const card = new VirtualCard(issueCard());
  return {
    environment: pcscd.environment,
    reader: pcscd.readers[0],
    insert: () => reader.insert(card),
    eject: () => reader.eject(),
    close: async () => {
      await reader.eject();
      await pcscd.stop();
    },
  };
}

/** Starts a client of these readers. */
export async function openWay({ environment, reader, insert, eject, close }: Readers): Promise<Way> {
  await insert();
  const child = spawn(process.execPath, [client, reader], {
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  /** The number in the next line that begins with the word. */
  const next = async (word: string): Promise<number> => {
    for (;;) {
      const line = await lines.next();
      if (line.done) throw new Error(`the client ended before it printed "${word}"`);
      const [first, number] = line.value.split(" ");
      if (first === word) return Number(number);
    }
  };
  await next("ready");
  return {
    select: (times) => {
      child.stdin.write(`${String(times)}\n`);
      return next("median");
    },
    insertion: async () => {
      await eject();
      await next("card-removed");
      const at = Number(process.hrtime.bigint()) / 1e6;
      await insert();
      return (await next("card-inserted")) - at;
    },
    close: async () => {
      child.stdin.end();
      await once(child, "exit");
      await close();
    },
  };
}
