import type { AdoptedCards } from "../care-identity/adoption/adopted-cards.ts";
import type { Activity } from "./control/activity.ts";
import type { Directory } from "../care-identity/directory/directory.ts";
import type { Faults } from "./faults/faults.ts";
import type { BackchannelLogout } from "./logout/backchannel-logout.ts";
import type { Zone } from "./networks/cis2-network.ts";
import type { SigningKeys } from "./provider/signing-keys.ts";
import type { RegistrationAuthority } from "../care-identity/registration-authority/registration-authority.ts";
import type { RelyingParties } from "./relying-parties/registry.ts";
import type { NetworkName } from "./relying-parties/relying-party.ts";
import type { NextSignIns } from "./sign-in/next-sign-in.ts";

/** What a fake CIS2 is made of, as far as tests and its control API have their hands on it. */
export interface FakeCis2Parts {
  readonly networks: Readonly<Record<NetworkName, Zone>>;
  readonly directory: Directory;
  readonly registrationAuthority: RegistrationAuthority;
  readonly adoptedCards: AdoptedCards;
  readonly relyingParties: RelyingParties;
  readonly signingKeys: SigningKeys;
  readonly faults: Faults;
  readonly nextSignIns: NextSignIns;
  readonly activity: Activity;
  readonly logout: BackchannelLogout;
}
