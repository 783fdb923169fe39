import type { Clock } from "../foundation/clock.ts";
import type { Logger } from "../foundation/logger.ts";
import type { Random } from "../foundation/random.ts";
import type { EmulatedAuthorities, KeyStore } from "../pki/index.ts";
import type { Personas } from "../care-identity/directory/persona.ts";
import type { Cis2Network } from "./networks/cis2-network.ts";
import type { ListenOptions } from "../foundation/listener.ts";
import type { FakeCis2Services } from "./services.ts";
import type { NetworkName, RelyingPartyInput } from "./relying-parties/relying-party.ts";
import type { SettingsInput } from "./settings/settings.ts";
import type { AssertionCheck } from "./sign-in/received-assertion.ts";
import type { HeadlessSigner } from "./sign-in/next-sign-in.ts";
import type { Store } from "../store/store.ts";

/** The listener of one network. */
export interface NetworkOptions extends ListenOptions {
  /**
   * The origin by which browsers and relying parties know it, if that is not the listener's own: behind a proxy, in a
   * container.
   */
  publicUrl?: string | undefined;
}

export interface FakeCis2Options {
  authorities: EmulatedAuthorities;
  /** Who the directory holds. Default: the personas that come with the testkit. */
  directory?: Personas | undefined;
  relyingParties?: readonly RelyingPartyInput[] | undefined;
  networks?: Partial<Record<NetworkName, NetworkOptions>> | undefined;
  settings?: SettingsInput | undefined;
  keys?: Pick<KeyStore, "keyPair"> | undefined;
  clock?: Clock | undefined;
  random?: Random | undefined;
  logger?: Logger | undefined;
  /** Kept open until the fake CIS2 is closed, and closed with it. */
  store?: Store | undefined;
  /** The ports at which the pages look for the client on the person's computer. Asked for each page. Default: the documented ones. */
  localServicePorts?: (() => readonly number[]) | undefined;
  /** The checks an assertion has to pass. Default: all of them. */
  checks?: readonly AssertionCheck[] | undefined;
  /** Signs for personas if nobody is at the browser. */
  headless?: HeadlessSigner | undefined;
  /** Part of each reset, after users and relying parties are back: gives back what is built on the fake CIS2. */
  onReset?: (() => Promise<void>) | undefined;
}

/** A running fake CIS2. */
export interface FakeCis2 extends FakeCis2Services {
  readonly networks: Readonly<Record<NetworkName, Cis2Network>>;
  /** The origins of the listeners themselves, if the networks have public ones. */
  readonly listeners: Readonly<Record<NetworkName, string>>;
  /**
   * Gives everything back as it was at the start: users, relying parties, cards, faults, queued sign-ins, sessions, unlock
   * messages, logout tokens that are still to be delivered, the clock if it can be moved, and the journal. `POST /reset` of the
   * control API calls it. The signing keys stay, so that relying parties that have read them go on working.
   */
  readonly reset: () => Promise<void>;
  /** Stops listening, ends open connections, and closes the store. A second call does nothing. */
  close(): Promise<void>;
}
