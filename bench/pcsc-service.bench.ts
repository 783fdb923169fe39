import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { libpcscliteIsMissing } from "../interoperability/card-for-programs.ts";
import { pcscdIsMissing, startPcscd } from "../interoperability/pcscd.ts";
import { InProcessReaders, PcscService, VirtualCard, VpcdReader } from "../src/virtual-card/index.ts";
import { issueCard } from "../src/virtual-card/testing/issue-card.ts";
import { median, type Benchmark } from "./benchmark.ts";
import type { Result } from "./results.ts";

const client = fileURLToPath(new URL("pcsc-client.ts", import.meta.url));
const selectName = "SELECT through PC/SC";
const insertionName = "from insertion to the client's event";
const insertions = 20;

type Environment = Readonly<Record<string, string>>;

const benchmark: Benchmark = {
  title: "Our PC/SC service beside pcscd",
  about: `A SELECT from the client in a process of its own, by the median, and the time from the insertion of a card to the
event in a client that watches: through our own PC/SC service, with one reader and with 16, and through pcscd and vpcd with
and without immediate acknowledgement ([decision 0023](../decisions/0023-quick-acknowledgement.md)).`,
  run: async () => {
    const missing = libpcscliteIsMissing();
    if (missing !== undefined) return [{ kind: "unmeasured", name: selectName, because: missing }];
    const [one, sixteen] = [await throughService(1), await throughService(16)];
    const noPcscd = pcscdIsMissing();
    if (noPcscd !== undefined) return [{ kind: "unmeasured", name: "pcscd beside our service", because: noPcscd }];
    const [quick, slow] = [await throughPcscd(true), await throughPcscd(false)];
    return [comparison(selectName, "select"), comparison(insertionName, "insertion")];

    function comparison(name: string, what: keyof Measured): Result {
      return {
        kind: "comparison",
        name,
        unit: "ms",
        better: "lower",
        sides: [
          { name: "our service", value: one[what] },
          { name: "our service, 16 readers", value: sixteen[what] },
          { name: "pcscd and vpcd", value: quick[what] },
          { name: "pcscd and vpcd without TCP_QUICKACK", value: slow[what] },
        ],
      };
    }
  },
};
export default benchmark;

interface Measured {
  readonly select: number;
  readonly insertion: number;
}

async function throughService(count: number): Promise<Measured> {
  const readers = new InProcessReaders();
  for (let number = 1; number <= count; number++) {
    readers.addReader(`Reader ${String(number)}`);
    readers.insert(`Reader ${String(number)}`, new VirtualCard(issueCard()));
  }
  const name = `Reader ${String(count)}`;
  await using service = await PcscService.start(readers);
  const select = await selectMedian(service.environment, name, 400);
  const card = new VirtualCard(issueCard());
  readers.eject(name);
  const insertion = await insertionMedian(service.environment, {
    insert: () => {
      readers.insert(name, card);
      return Promise.resolve();
    },
    eject: () => {
      readers.eject(name);
      return Promise.resolve();
    },
  });
  return { select, insertion };
}

async function throughPcscd(quickAck: boolean): Promise<Measured> {
  const pcscd = await startPcscd();
  const reader = new VpcdReader({ port: pcscd.ports[0], quickAck });
  const card = new VirtualCard(issueCard());
  try {
    await reader.insert(card);
    const select = await selectMedian(pcscd.environment, pcscd.readers[0], quickAck ? 400 : 40);
    await reader.eject();
    const insertion = await insertionMedian(pcscd.environment, {
      insert: () => reader.insert(card),
      eject: () => reader.eject(),
    });
    return { select, insertion };
  } finally {
    await reader.eject();
    await pcscd.stop();
  }
}

async function selectMedian(environment: Environment, reader: string, times: number): Promise<number> {
  const child = spawn(process.execPath, [client, "select", reader, String(times)], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return Number(await text(child.stdout));
}

interface Hand {
  readonly insert: () => Promise<void>;
  readonly eject: () => Promise<void>;
}

async function insertionMedian(environment: Environment, { insert, eject }: Hand): Promise<number> {
  const child = spawn(process.execPath, [client, "watch"], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  await lines.next();
  const taken: number[] = [];
  for (let number = 0; number < insertions; number++) {
    const at = Number(process.hrtime.bigint()) / 1e6;
    const seen = lines.next();
    await insert();
    taken.push(Number(String((await seen).value).split(" ")[1]) - at);
    const gone = lines.next();
    await eject();
    await gone;
  }
  child.kill();
  await once(child, "exit");
  return median(taken);
}
