import { randomBytes } from "node:crypto";
import type { Provider } from "oidc-provider";
import type { Clock } from "../foundation/clock.ts";
import { systemClock } from "../foundation/clock.ts";
import { silentLogger, type Logger } from "../foundation/logger.ts";
import { secureRandom, type Random } from "../foundation/random.ts";
import { openKeyStore, type EmulatedAuthorities, type KeyStore } from "../pki/index.ts";
import { Directory } from "./directory/directory.ts";
import { loadPersonas, type Personas } from "./directory/persona.ts";
import { listen, type ListenOptions } from "./networks/listener.ts";
import { zoneAt, type Zone } from "./networks/zone.ts";
import { zoneService } from "./networks/zone-service.ts";
import { createProvider } from "./provider/provider.ts";
import { SessionRoles } from "./provider/session-roles.ts";
import { signingKey } from "./provider/signing-keys.ts";
import { RegistrationAuthority } from "./registration-authority/registration-authority.ts";
import { RelyingParties } from "./relying-parties/registry.ts";
import type { NetworkName, RelyingPartyInput } from "./relying-parties/relying-party.ts";
import { parseSettings, type SettingsInput } from "./settings/settings.ts";
import { Challenges } from "./sign-in/challenges.ts";
import { assertionChecks } from "./sign-in/checks/index.ts";
import type { AssertionCheck } from "./sign-in/assertion.ts";
import { MemoryStore } from "./store/memory-store.ts";
import type { Store } from "./store/store.ts";

export interface FakeCis2Options {
  authorities: EmulatedAuthorities;
  /** Who the directory holds; the personas that come with the testkit unless given. */
  directory?: Personas;
  relyingParties?: readonly RelyingPartyInput[];
  networks?: Partial<Record<NetworkName, ListenOptions>>;
  settings?: SettingsInput;
  keys?: KeyStore;
  clock?: Clock;
  random?: Random;
  logger?: Logger;
  store?: Store;
  /** Where the sign-in page looks for the software on the person's computer. */
  localServicePorts?: readonly number[];
  /** The checks an assertion has to pass; all of them unless given. */
  checks?: readonly AssertionCheck[];
}

/** A running fake CIS2. */
export interface FakeCis2 {
  readonly networks: Readonly<Record<NetworkName, Zone>>;
  readonly directory: Directory;
  readonly registrationAuthority: RegistrationAuthority;
  readonly relyingParties: RelyingParties;
  /** Stops listening, ends open connections, and closes the store. A second call does nothing. */
  close(): Promise<void>;
}

/** The ports on which the NHS's public signing client looks for the NHS Port Service. */
export const portServicePorts = [43487, 44213, 45031, 46478, 48853] as const;

/** Starts the fake CIS2 on all its networks. Rejects with PORT_TAKEN or CONFIGURATION_INVALID, and then leaves nothing open. */
export async function startFakeCis2(options: FakeCis2Options): Promise<FakeCis2> {
  const { authorities, clock = systemClock, random = secureRandom, logger = silentLogger } = options;
  const { store = new MemoryStore(), keys = openKeyStore() } = options;
  const settings = parseSettings(options.settings);
  const directory = new Directory(store);
  const relyingParties = new RelyingParties(store);
  const registrationAuthority = new RegistrationAuthority({ store, authorities, clock });
  const signingKeys = [await signingKey(keys, 1)];
  await directory.seed(options.directory ?? loadPersonas());
  for (const party of options.relyingParties ?? []) await relyingParties.register(party);
  const secret = await sharedSecret(store);
  const challenges = new Challenges({ store, clock, random, ...settings });
  const checks = options.checks ?? assertionChecks;
  const { trusted } = authorities;
  const services = {
    store,
    settings,
    directory,
    relyingParties,
    registrationAuthority,
    challenges,
    checks,
    trusted,
    clock,
  };

  const open: { close(): Promise<void> }[] = [];
  const close = async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  };
  const start = async (network: NetworkName): Promise<Zone> => {
    const listener = await listen(options.networks?.[network] ?? { port: 0 });
    open.push(listener);
    const zone = zoneAt(network, listener.origin, settings.issuerPort);
    const cookieKeys = [secret];
    const provider: Provider = createProvider({
      zone,
      store,
      directory,
      relyingParties,
      settings,
      signingKeys,
      cookieKeys,
      logger,
    });
    listener.serve(
      zoneService({
        zone,
        services,
        logger,
        secret,
        cookieKeys,
        provider: () => provider,
        roles: new SessionRoles(store, settings.sessionLifetime),
        localServicePorts: options.localServicePorts ?? portServicePorts,
        hosts: [],
      }),
    );
    return zone;
  };
  try {
    const [internet, hscn] = await Promise.all([start("internet"), start("hscn")]);
    open.push(store);
    return { networks: { internet, hscn }, directory, registrationAuthority, relyingParties, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Signs cookies and form tokens; the same for all instances on one store. */
async function sharedSecret(store: Store): Promise<string> {
  await store.add("Secret", randomBytes(32).toString("base64url"));
  return (await store.get("Secret")) as string;
}
