import type { Clock } from "../foundation/clock.ts";
import type { Logger } from "../foundation/logger.ts";
import type { Random } from "../foundation/random.ts";
import type { EmulatedAuthorities, KeyStore } from "../pki/index.ts";
import type { AdoptedCards } from "./adoption/adopted-cards.ts";
import type { Activity } from "./control/activity.ts";
import type { ControlOptions } from "./control/control-service.ts";
import type { Directory } from "./directory/directory.ts";
import type { Personas } from "./directory/persona.ts";
import type { Faults } from "./faults/faults.ts";
import type { BackchannelLogout } from "./logout/backchannel-logout.ts";
import type { ListenOptions } from "./networks/listener.ts";
import type { Zone } from "./networks/zone.ts";
import type { SigningKeys } from "./provider/signing-keys.ts";
import type { RegistrationAuthority } from "./registration-authority/registration-authority.ts";
import type { RelyingParties } from "./relying-parties/registry.ts";
import type { NetworkName, RelyingPartyInput } from "./relying-parties/relying-party.ts";
import type { SettingsInput } from "./settings/settings.ts";
import type { AssertionCheck } from "./sign-in/assertion.ts";
import type { HeadlessSigner, NextSignIns } from "./sign-in/next-sign-in.ts";
import type { Store } from "./store/store.ts";

/** The listener of one network. */
export interface NetworkOptions extends ListenOptions {
  /** The origin by which browsers and relying parties know it, where that is not the listener's own: behind a proxy, in a container. */
  publicUrl?: string;
}

export interface FakeCis2Options {
  authorities: EmulatedAuthorities;
  /** Who the directory holds; the personas that come with the testkit unless given. */
  directory?: Personas;
  relyingParties?: readonly RelyingPartyInput[];
  networks?: Partial<Record<NetworkName, NetworkOptions>>;
  settings?: SettingsInput;
  keys?: Pick<KeyStore, "keyPair">;
  clock?: Clock;
  random?: Random;
  logger?: Logger;
  /** Kept open until the fake CIS2 is closed, and closed with it. */
  store?: Store;
  /** Where the sign-in page looks for the software on the person's computer. */
  localServicePorts?: readonly number[];
  /** The checks an assertion has to pass; all of them unless given. */
  checks?: readonly AssertionCheck[] | undefined;
  /** Signs for personas where nobody sits at the browser. */
  headless?: HeadlessSigner;
  /** The control API; not served unless given. */
  control?: ControlOptions;
  /** Told after a reset by the control API, which has emptied the register of cards: to enter cards anew. */
  onReset?: () => Promise<void>;
}

/** A running fake CIS2. */
export interface FakeCis2 {
  readonly networks: Readonly<Record<NetworkName, Zone>>;
  /** The origins of the listeners themselves, where the networks have public ones. */
  readonly listeners: Readonly<Record<NetworkName, string>>;
  readonly directory: Directory;
  readonly registrationAuthority: RegistrationAuthority;
  readonly adoptedCards: AdoptedCards;
  readonly relyingParties: RelyingParties;
  readonly signingKeys: SigningKeys;
  readonly faults: Faults;
  readonly nextSignIns: NextSignIns;
  readonly activity: Activity;
  readonly logout: BackchannelLogout;
  /** Where the control API is, where it is served. */
  readonly control: { readonly origin: string } | undefined;
  /** Stops listening, ends open connections, and closes the store. A second call does nothing. */
  close(): Promise<void>;
}
