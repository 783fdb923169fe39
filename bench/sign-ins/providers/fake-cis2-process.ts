import { startFakeCis2 } from "../../../src/fake-cis2/index.ts";
import { systemClock } from "../../../src/foundation/clock.ts";
import { EmulatedAuthorities, openKeyStore } from "../../../src/pki/index.ts";
import { openStore } from "../../../src/store/open-store.ts";
import { storeClock } from "../../../src/store/store-clock.ts";
import { party } from "../relying-party.ts";
import { endpointsOf } from "../sign-in.ts";
import { announce } from "../../measure/service.ts";

// The fake CIS2, with its journal: `fake-cis2-process.ts [store [public URL]]`. The endpoints are those of the listener.
const [address, publicUrl] = process.argv.slice(2);
const keys = openKeyStore();
const store = address === undefined ? undefined : await openStore(address);
const clock = store === undefined ? systemClock : storeClock(store, systemClock);
const lifetime = 10;
// Short lives, so that what is no longer needed is gone while the benchmark still runs.
const settings = {
  accessTokenLifetime: lifetime,
  codeLifetime: lifetime,
  sessionIdleLifetime: lifetime,
  sessionLifetime: lifetime,
  signInLifetime: lifetime,
  challengeLifetime: lifetime,
};
const { networks, listeners } = await startFakeCis2({
  authorities: await EmulatedAuthorities.create({ keys, clock }),
  keys,
  clock,
  store,
  relyingParties: [party],
  settings,
  networks: { internet: { port: 0, publicUrl } },
});
const { issuer, origin } = networks.internet;
announce(endpointsOf(issuer.replace(origin, listeners.internet)));
