import type { AdoptedCards } from "../care-identity/adoption/adopted-cards.ts";
import type { Directory } from "../care-identity/directory/directory.ts";
import type { RegistrationAuthority } from "../care-identity/registration-authority/registration-authority.ts";
import type { Clock } from "../foundation/clock.ts";
import type { Journal } from "./journal/journal.ts";
import type { Faults } from "./faults/faults.ts";
import type { BackchannelLogout } from "./logout/backchannel-logout.ts";
import type { SigningKeys } from "./provider/signing-keys.ts";
import type { RelyingParties } from "./relying-parties/registry.ts";
import type { Settings } from "./settings/settings.ts";
import type { NextSignIns } from "./sign-in/next-sign-in.ts";
import type { WithoutCard } from "./sign-in/without-card.ts";

/** What the networks of a fake CIS2 share, as far as tests and the control API use it. */
export interface FakeCis2Services {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly directory: Directory;
  readonly registrationAuthority: RegistrationAuthority;
  readonly adoptedCards: AdoptedCards;
  readonly relyingParties: RelyingParties;
  readonly signingKeys: SigningKeys;
  readonly faults: Faults;
  readonly nextSignIns: NextSignIns;
  readonly withoutCard: WithoutCard;
  readonly journal: Journal;
  readonly logout: BackchannelLogout;
}
