import { randomBytes } from "node:crypto";
import { systemClock } from "../foundation/clock.ts";
import { silentLogger } from "../foundation/logger.ts";
import { secureRandom } from "../foundation/random.ts";
import { CertificateReader, openKeyStore } from "../pki/index.ts";
import { AdoptedCards } from "../care-identity/adoption/adopted-cards.ts";
import { Activity } from "./control/activity.ts";
import { startControl } from "./control/control-service.ts";
import { Journal } from "./control/journal.ts";
import { Directory } from "../care-identity/directory/directory.ts";
import { loadPersonas } from "../care-identity/directory/persona.ts";
import { applyFaults, Faults } from "./faults/faults.ts";
import { BackchannelLogout } from "./logout/backchannel-logout.ts";
import { listen } from "./networks/listener.ts";
import { zoneAt, type Zone } from "./networks/cis2-network.ts";
import { zoneService } from "./networks/network-service.ts";
import type { FakeCis2, FakeCis2Options } from "./options.ts";
import { CookieKeys } from "./provider/cookie-keys.ts";
import { providerSource } from "./provider/provider-source.ts";
import { SessionRoles } from "./provider/session-roles.ts";
import { SigningKeys } from "./provider/signing-keys.ts";
import { RegistrationAuthority } from "../care-identity/registration-authority/registration-authority.ts";
import { registrationAuthorityRoutes } from "./card-services/registration-authority-routes.ts";
import { RelyingParties } from "./relying-parties/registry.ts";
import type { NetworkName } from "./relying-parties/relying-party.ts";
import { parseSettings } from "./settings/settings.ts";
import { cardRemovalRoutes } from "./sign-in/card-removal.ts";
import { Challenges } from "./sign-in/challenges.ts";
import { assertionChecks } from "./sign-in/checks/index.ts";
import { NextSignIns } from "./sign-in/next-sign-in.ts";
import { MemoryStore } from "../store/memory-store.ts";
import type { Store } from "../store/store.ts";

/** The ports on which the NHS's public signing client looks for the NHS Port Service. */
export const portServicePorts = [43487, 44213, 45031, 46478, 48853] as const;

/** Starts the fake CIS2 on all its networks. Rejects with PORT_TAKEN or CONFIGURATION_INVALID, and then leaves nothing open. */
export async function startFakeCis2(options: FakeCis2Options): Promise<FakeCis2> {
  const store = options.store ?? new MemoryStore();
  const open: { close(): Promise<void> }[] = [store];
  const close = async () => {
    // In the order opposite to that of opening: the store goes last.
    for (const one of open.splice(0).reverse()) await one.close();
  };
  try {
    return await start(options, store, open, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: FakeCis2Options,
  store: Store,
  open: { close(): Promise<void> }[],
  close: () => Promise<void>,
): Promise<FakeCis2> {
  const { authorities, clock = systemClock, random = secureRandom, logger = silentLogger } = options;
  const settings = parseSettings(options.settings);
  const personas = options.directory ?? loadPersonas();
  const activity = new Activity();
  const journal = new Journal(activity);
  const signingKeys = new SigningKeys(store, options.keys ?? openKeyStore());
  const directory = new Directory(store);
  const relyingParties = new RelyingParties(store);
  const registrationAuthority = new RegistrationAuthority({ store, authorities, clock, random });
  const adoptedCards = new AdoptedCards({ store, clock, directory, registrationAuthority, personas });
  const faults = new Faults(store);
  const nextSignIns = new NextSignIns(store);
  const logout = new BackchannelLogout({ signingKeys, settings, activity });
  open.push(logout);

  const seed = async () => {
    await directory.seed(personas);
    for (const party of options.relyingParties ?? []) await relyingParties.register(party);
  };
  await Promise.all([seed(), signingKeys.current()]);
  const secret = await sharedSecret(store);
  const cookieKeys = new CookieKeys([secret]);
  const services = {
    store,
    settings,
    directory,
    relyingParties,
    registrationAuthority,
    adoptedCards,
    clock,
    challenges: new Challenges({ store, clock, random, ...settings }),
    checks: options.checks ?? assertionChecks,
    certificates: new CertificateReader(),
    trusted: authorities.trusted,
    identityAgentRefusedFrom: new Date(settings.identityAgentRefusedFrom),
  };
  const cardRoutes = registrationAuthorityRoutes({ ...services, authorities, renewalDays: settings.renewalNoticeDays });
  const middleware = [journal.details, applyFaults(faults, signingKeys, activity)];
  const roles = new SessionRoles(store, settings.sessionLifetime);

  const listeners = { internet: "", hscn: "" };
  const startNetwork = async (network: NetworkName): Promise<Zone> => {
    const { publicUrl, ...address } = options.networks?.[network] ?? { port: 0 };
    const listener = await listen(address);
    open.push(listener);
    const zone = zoneAt(network, publicUrl ?? listener.origin, settings.issuerPort);
    const common = { zone, logger, cookieKeys };
    const provider = providerSource(
      { ...common, store, directory, relyingParties, settings, middleware, logout },
      signingKeys,
    );
    // The first request does not have to wait for it.
    await provider();
    const localServicePorts = options.localServicePorts ?? portServicePorts;
    const card = cardRoutes({ origin: zone.origin, localServicePorts });
    const service = zoneService({
      ...common,
      besides: [...card.besides, cardRemovalRoutes(store)],
      published: card.published,
      provider,
      services,
      roles,
      secret,
      activity,
      nextSignIns,
      headless: options.headless,
      localServicePorts,
      // Behind a proxy the listener is also reached directly, by health checks for one.
      hosts: publicUrl === undefined ? [] : ["127.0.0.1", "localhost"].map((host) => `${host}:${listener.port}`),
    });
    listener.serve(journal.around(network, service));
    listeners[network] = listener.origin;
    return zone;
  };
  const [internet, hscn] = await Promise.all([startNetwork("internet"), startNetwork("hscn")]);
  const parts = {
    directory,
    registrationAuthority,
    adoptedCards,
    relyingParties,
    signingKeys,
    faults,
    nextSignIns,
    activity,
    logout,
  };
  const networks = { internet, hscn };
  const reset = async () => {
    const { keys, generation } = await signingKeys.current();
    await store.clear();
    await store.set("Secret", secret);
    await store.set("SigningKeys", { keys, generation });
    await seed();
    await options.onReset?.();
    activity.clear();
  };
  const control =
    options.control && (await startControl(options.control, { ...parts, networks, personas, clock, logger, reset }));
  if (control) open.push(control);
  return { ...parts, networks, listeners, control, close };
}

/** Signs cookies and form tokens; the same for all instances on one store. */
async function sharedSecret(store: Store): Promise<string> {
  await store.add("Secret", randomBytes(32).toString("base64url"));
  return (await store.get("Secret")) as string;
}
