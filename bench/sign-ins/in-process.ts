import { startFakeCis2, type FakeCis2 } from "../../src/fake-cis2/index.ts";
import { openKeyStore } from "../../src/pki/index.ts";
import { median } from "../measure/median.ts";
import { processorBetween, UsageMeter } from "../measure/usage.ts";
import { benchCard, userId } from "./contender.ts";
import { party } from "./relying-party.ts";
import { endpointsOf, relyingParty, withCard } from "./sign-in.ts";
import { agent } from "./user-agent.ts";

const perTurn = 20;

export interface SignInsInProcess {
  readonly cis2: FakeCis2;
  /**
   * Milliseconds of this process's processor time for a whole sign-in with server, browser, card and relying party: the median
   * of so many turns of 20, one sign-in after the other.
   */
  readonly signIn: (turns: number) => Promise<number>;
  readonly stop: () => Promise<void>;
}

/** A fake CIS2 in this process, for what only its inside can set up. So many sign-ins warm it up. */
export async function signInsInProcess(scope = "openid profile", warm = 1000): Promise<SignInsInProcess> {
  const { card, authorities } = await benchCard();
  const cis2 = await startFakeCis2({ authorities, keys: openKeyStore(), relyingParties: [party] });
  const signInOnce = relyingParty(endpointsOf(cis2.networks.internet.issuer), withCard(card), { scope });
  const meter = new UsageMeter();
  let next = 0;
  const turn = async () => {
    const before = meter.usage();
    for (let number = 0; number < perTurn; number++)
      if ((await signInOnce(next++)) !== userId) throw new Error("another person was signed in");
    return processorBetween(before, meter.usage()) / perTurn;
  };
  for (let warmed = 0; warmed < warm; warmed += perTurn) await turn();
  return {
    cis2,
    signIn: async (turns) => {
      const taken: number[] = [];
      for (let number = 0; number < turns; number++) taken.push(await turn());
      return median(taken);
    },
    stop: async () => {
      agent.destroy();
      await cis2.close();
    },
  };
}
