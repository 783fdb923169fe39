import { startFakeCis2 } from "../../src/fake-cis2/index.ts";
import { systemClock } from "../../src/foundation/clock.ts";
import { EmulatedAuthorities, openKeyStore } from "../../src/pki/index.ts";
import { party } from "./relying-party.ts";
import { announce } from "./service.ts";
import { endpointsOf } from "./sign-in.ts";

const keys = openKeyStore();
const authorities = await EmulatedAuthorities.create({ keys, clock: systemClock });
// Short lives, so that what is no longer needed is gone while the benchmark still runs.
const settings = {
  accessTokenLifetime: 20,
  codeLifetime: 20,
  sessionIdleLifetime: 20,
  sessionLifetime: 20,
  signInLifetime: 20,
  challengeLifetime: 20,
};
const { networks } = await startFakeCis2({ authorities, keys, relyingParties: [party], settings });
announce(endpointsOf(networks.internet.issuer));
