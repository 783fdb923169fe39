import type { Clock } from "../foundation/clock.ts";
import type { Logger } from "../foundation/logger.ts";
import type { Random } from "../foundation/random.ts";
import type { EmulatedAuthorities, KeyStore } from "../pki/index.ts";
import type { ControlOptions } from "./control/control-service.ts";
import type { Personas } from "../care-identity/directory/persona.ts";
import type { ListenOptions } from "./networks/listener.ts";
import type { FakeCis2Parts } from "./services.ts";
import type { NetworkName, RelyingPartyInput } from "./relying-parties/relying-party.ts";
import type { SettingsInput } from "./settings/settings.ts";
import type { AssertionCheck } from "./sign-in/received-assertion.ts";
import type { HeadlessSigner } from "./sign-in/next-sign-in.ts";
import type { Store } from "../store/store.ts";

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
export interface FakeCis2 extends FakeCis2Parts {
  /** The origins of the listeners themselves, where the networks have public ones. */
  readonly listeners: Readonly<Record<NetworkName, string>>;
  /** Where the control API is, where it is served. */
  readonly control: { readonly origin: string } | undefined;
  /** Stops listening, ends open connections, and closes the store. A second call does nothing. */
  close(): Promise<void>;
}
