import { startFakeCis2, type FakeCis2 } from "../../src/fake-cis2/index.ts";
import { openKeyStore } from "../../src/pki/index.ts";
import { median, timed } from "../benchmark.ts";
import { benchCard, userId } from "./provider-under-load.ts";
import { party } from "./relying-party.ts";
import { endpointsOf, relyingParty, withCard } from "./sign-in.ts";
import { agent } from "./user-agent.ts";

export interface SignInsInProcess {
  readonly cis2: FakeCis2;
  /** The median of so many whole sign-ins one after the other, server, browser, card and relying party, in milliseconds. */
  readonly signIn: (count: number) => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** A fake CIS2 in this process, for what only its inside can set up. */
export async function signInsInProcess(scope: string): Promise<SignInsInProcess> {
  const { card, authorities } = await benchCard();
  const cis2 = await startFakeCis2({ authorities, keys: openKeyStore(), relyingParties: [party] });
  const signIn = relyingParty(endpointsOf(cis2.networks.internet.issuer), withCard(card), scope);
  let next = 0;
  const once = async () => {
    if ((await signIn(next++)) !== userId) throw new Error("somebody else was signed in");
  };
  for (let warm = 0; warm < 400; warm++) await once();
  return {
    cis2,
    signIn: async (count) => {
      const times: number[] = [];
      for (let number = 0; number < count; number++) times.push(await timed(once));
      return median(times);
    },
    stop: async () => {
      agent.destroy();
      await cis2.close();
    },
  };
}
