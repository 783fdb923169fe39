import { AdoptedCards } from "../care-identity/adoption/adopted-cards.ts";
import { Directory } from "../care-identity/directory/directory.ts";
import { loadPersonas } from "../care-identity/directory/persona.ts";
import { RegistrationAuthority } from "../care-identity/registration-authority/registration-authority.ts";
import { systemClock } from "../foundation/clock.ts";
import { secureRandom } from "../foundation/random.ts";
import { openKeyStore } from "../pki/index.ts";
import type { Store } from "../store/store.ts";
import { Journal } from "./journal/journal.ts";
import { Faults } from "./faults/faults.ts";
import { BackchannelLogout } from "./logout/backchannel-logout.ts";
import type { FakeCis2Options } from "./options.ts";
import { SigningKeys } from "./provider/signing-keys.ts";
import { RelyingParties } from "./relying-parties/registry.ts";
import { parseSettings } from "./settings/settings.ts";
import type { FakeCis2Services } from "./services.ts";
import { NextSignIns } from "./sign-in/next-sign-in.ts";
import { WithoutCard } from "./sign-in/without-card.ts";

/** Makes the services on a store, and enters users and relying parties. The caller closes `logout`. */
export async function openServices(
  options: FakeCis2Options,
  store: Store,
): Promise<{ readonly services: FakeCis2Services; readonly seed: () => Promise<void> }> {
  const { authorities, clock = systemClock, random = secureRandom, directory: personas = loadPersonas() } = options;
  const settings = parseSettings(options.settings);
  const journal = new Journal();
  const signingKeys = new SigningKeys(store, options.keys ?? openKeyStore());
  const directory = new Directory(store);
  const relyingParties = new RelyingParties(store);
  const registrationAuthority = new RegistrationAuthority({ store, authorities, clock, random });
  const services = {
    settings,
    clock,
    directory,
    registrationAuthority,
    adoptedCards: new AdoptedCards({ store, clock, directory, registrationAuthority, personas }),
    relyingParties,
    signingKeys,
    faults: new Faults(store),
    nextSignIns: new NextSignIns(store),
    withoutCard: new WithoutCard(store, settings),
    journal,
    logout: new BackchannelLogout({ signingKeys, settings, journal }),
  };
  const seed = async () => {
    await directory.seed(personas);
    for (const party of options.relyingParties ?? []) await relyingParties.register(party);
  };
  await Promise.all([seed(), signingKeys.current()]);
  return { services, seed };
}
