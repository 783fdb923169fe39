import { ManualClock } from "../../foundation/clock.ts";
import { EmulatedAuthorities, openKeyStore } from "../../pki/index.ts";
import { shiftDate } from "../../foundation/testing/shifted-date.ts";
import { startFakeCis2 } from "../start.ts";
import { openStore } from "../../store/open-store.ts";
import { storeClock } from "../../store/store-clock.ts";
import { relyingParty } from "./test-relying-party.ts";

// One instance of the fake CIS2 as its own process: `node instance.ts <store> <public URL> <instant> [ahead]`:
// so many seconds is its machine's clock ahead of the right time.
// Its listener's origin is the one line it prints.
const [store = "", publicUrl = "", instant = "", ahead = "0"] = process.argv.slice(2);
shiftDate(Number(ahead) * 1000);
const keys = openKeyStore();
const opened = await openStore(store);
const machine = new ManualClock(new Date(Date.parse(instant) + Number(ahead) * 1000));
const clock = storeClock(opened, machine);
const cis2 = await startFakeCis2({
  authorities: await EmulatedAuthorities.create({ keys, clock }),
  keys,
  clock,
  store: opened,
  relyingParties: [relyingParty],
  networks: { internet: { port: 0, publicUrl } },
});
process.stdout.write(`${JSON.stringify({ internet: cis2.listeners.internet })}\n`);
