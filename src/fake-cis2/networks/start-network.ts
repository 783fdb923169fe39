import { silentLogger } from "../../foundation/logger.ts";
import { secureRandom } from "../../foundation/random.ts";
import type { Store } from "../../store/store.ts";
import { registrationAuthorityRoutes } from "../card-services/registration-authority-routes.ts";
import { JournalMiddleware } from "../journal/journal-middleware.ts";
import { applyFaults } from "../faults/faults.ts";
import type { FakeCis2Options } from "../options.ts";
import { homeRoutes } from "../pages/registrations.ts";
import { CookieKeys } from "../provider/cookie-keys.ts";
import { providerSource } from "../provider/provider-source.ts";
import { SessionRoles } from "../provider/session-roles.ts";
import type { NetworkName } from "../relying-parties/relying-party.ts";
import type { FakeCis2Services } from "../services.ts";
import { cardRemovalRoutes } from "../sign-in/card-removal.ts";
import { Challenges } from "../sign-in/challenges.ts";
import { assertionChecks } from "../sign-in/checks/index.ts";
import { portServicePorts } from "../../foundation/port-service-ports.ts";
import { type Cis2Network, networkAt } from "./cis2-network.ts";
import { listen } from "../../foundation/listener.ts";
import { networkService } from "./network-service.ts";
import { inRequests } from "./requests.ts";

export interface StartedNetwork {
  readonly network: Cis2Network;
  /** The origin of the listener itself. */
  readonly listener: string;
}

/**
 * What all networks of a fake CIS2 share is made once; the returned function starts one network. It hands what it opens to
 * `opened`, and rejects with PORT_TAKEN or CONFIGURATION_INVALID.
 */
export function networkStarter(
  options: FakeCis2Options,
  shared: { readonly services: FakeCis2Services; readonly store: Store; readonly secret: string },
  opened: (one: { close(): Promise<void> }) => void,
): (name: NetworkName) => Promise<StartedNetwork> {
  const { services, store, secret } = shared;
  const { clock, directory, faults, journal, logout, nextSignIns, relyingParties, settings, signingKeys } = services;
  const { authorities, headless, logger = silentLogger, random = secureRandom } = options;
  const localServicePorts = options.localServicePorts ?? (() => portServicePorts);
  const journalMiddleware = new JournalMiddleware(journal);
  const middleware = [journalMiddleware.details, applyFaults(faults, signingKeys, journal)];
  const cookieKeys = new CookieKeys([secret]);
  const roles = new SessionRoles(store, settings.sessionLifetime);
  const checked = {
    ...services,
    store,
    challenges: new Challenges({ store, clock, random, ...settings }),
    checks: options.checks ?? assertionChecks,
    trusted: authorities.trusted,
    identityAgentRefusedFrom: new Date(settings.identityAgentRefusedFrom),
  };
  const cardRoutes = registrationAuthorityRoutes({
    ...checked,
    authorities,
    renewalDays: settings.renewalNoticeDays,
    unlockEmailDomains: settings.unlockEmailDomains,
  });
  const provide = (network: Cis2Network) =>
    providerSource(
      { network, logger, cookieKeys, store, directory, relyingParties, settings, middleware, logout },
      signingKeys,
    );

  return async (name) => {
    const { publicUrl, ...address } = options.networks?.[name] ?? { port: 0 };
    const listener = await listen(address);
    opened(listener);
    const network = networkAt(name, publicUrl ?? listener.origin, settings.issuerPort);
    const provider = provide(network);
    // The first request does not have to wait for it.
    await provider();
    const { besides, published } = cardRoutes({ origin: network.origin, localServicePorts });
    const service = networkService({
      network,
      logger,
      besides: [...besides, cardRemovalRoutes(store), homeRoutes(network, relyingParties)],
      published,
      provider,
      services: checked,
      roles,
      secret,
      journal,
      nextSignIns,
      headless,
      localServicePorts,
      // Behind a proxy the listener is also reached directly, by health checks for one.
      hosts: publicUrl === undefined ? [] : ["127.0.0.1", "localhost"].map((host) => `${host}:${listener.port}`),
    });
    listener.onBrokenConnection((error) => {
      journal.emit({ type: "connection", network: name, error });
    });
    listener.serve(journalMiddleware.around(name, inRequests(store, service)));
    return { network, listener: listener.origin };
  };
}
