import { startFakeCis2 } from "../../src/fake-cis2/index.ts";
import { systemClock } from "../../src/foundation/clock.ts";
import { EmulatedAuthorities, openKeyStore } from "../../src/pki/index.ts";
import { PersonaCardIssuer } from "../../src/harness/index.ts";
import { VirtualCard } from "../../src/virtual-card/index.ts";
import { announce } from "../measure/service.ts";
import { UsageMeter } from "../measure/usage.ts";

/** How many cards there are of each kind. */
const count = Number(process.argv[2]);

/** What one takes of the heap, in bytes, beside itself as JSON. */
export interface CardBytes {
  readonly heap: number;
  readonly json: number;
}

const meter = new UsageMeter();
const kept: unknown[] = [];

async function bytesOf(make: (number: number) => Promise<object>): Promise<CardBytes> {
  const first = await make(0);
  const before = meter.liveHeap();
  for (let number = 1; number <= count; number++) await make(number);
  return { heap: (meter.liveHeap() - before) / count, json: Buffer.byteLength(JSON.stringify(first)) };
}

const keys = openKeyStore();
const authorities = await EmulatedAuthorities.create({ keys, clock: systemClock });
const cis2 = await startFakeCis2({ authorities, keys });
const registered = await bytesOf(async (number) => {
  const serial = `BENCH${number}`;
  const card = {
    serial,
    userId: `4${String(number).padStart(11, "0")}`,
    certificates: [String(number).padStart(16, "0")],
  };
  await cis2.registrationAuthority.register(card);
  return card;
});
const { image } = await (await PersonaCardIssuer.open()).make("one-role", "piv");
const virtual = await bytesOf((number) => {
  const copy = structuredClone(image);
  kept.push(new VirtualCard({ ...copy, serial: String(number).padStart(16, "0") }));
  return Promise.resolve(copy);
});
announce({ registered, virtual });
