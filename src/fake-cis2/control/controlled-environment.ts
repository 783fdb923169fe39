import type { Clock } from "../../foundation/clock.ts";
import type { Logger } from "../../foundation/logger.ts";
import type { AdoptedCards } from "../adoption/adopted-cards.ts";
import type { Directory } from "../directory/directory.ts";
import type { Personas } from "../directory/persona.ts";
import type { Faults } from "../faults/faults.ts";
import type { BackchannelLogout } from "../logout/backchannel-logout.ts";
import type { Zone } from "../networks/zone.ts";
import type { SigningKeys } from "../provider/signing-keys.ts";
import type { RegistrationAuthority } from "../registration-authority/registration-authority.ts";
import type { RelyingParties } from "../relying-parties/registry.ts";
import type { NetworkName } from "../relying-parties/relying-party.ts";
import type { NextSignIns } from "../sign-in/next-sign-in.ts";
import type { Activity } from "./activity.ts";

/** The readers and cards on the embedded desktop. */
export interface Desk {
  readers(): unknown;
  insert(reader: string, persona: string, profile?: string): Promise<void>;
  /** Throws, or rejects with, READER_UNKNOWN. */
  eject(reader: string): unknown;
}

/** What the control API has its hands on. */
export interface ControlledEnvironment {
  readonly networks: Readonly<Record<NetworkName, Zone>>;
  readonly personas: Personas;
  readonly directory: Directory;
  readonly registrationAuthority: RegistrationAuthority;
  readonly adoptedCards: AdoptedCards;
  readonly relyingParties: RelyingParties;
  readonly signingKeys: SigningKeys;
  readonly faults: Faults;
  readonly nextSignIns: NextSignIns;
  readonly activity: Activity;
  readonly logout: BackchannelLogout;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly reset: () => Promise<void>;
  readonly desk?: Desk | undefined;
}
