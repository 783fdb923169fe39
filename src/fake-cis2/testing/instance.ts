import { ManualClock } from "../../foundation/clock.ts";
import { EmulatedAuthorities, openKeyStore } from "../../pki/index.ts";
import { startFakeCis2 } from "../start.ts";
import { openStore } from "../../store/open-store.ts";
import { relyingParty } from "./test-relying-party.ts";

// One instance of the fake CIS2 as a process of its own: `node instance.ts <store> <public URL> <instant>`.
// Its listener's origin is the one line it prints.
const [store = "", publicUrl = "", instant = ""] = process.argv.slice(2);
const keys = openKeyStore();
const clock = new ManualClock(new Date(instant));
const cis2 = await startFakeCis2({
  authorities: await EmulatedAuthorities.create({ keys, clock }),
  keys,
  clock,
  store: await openStore(store),
  relyingParties: [relyingParty],
  networks: { internet: { port: 0, publicUrl } },
});
process.stdout.write(`${JSON.stringify({ internet: cis2.listeners.internet })}\n`);
