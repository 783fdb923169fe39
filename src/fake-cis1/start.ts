import Koa from "koa";
import type { CredentialServices } from "../care-identity/credential-checks/presented-credential.ts";
import { listen, type ListenOptions } from "../foundation/listener.ts";
import { type Logger, silentLogger } from "../foundation/logger.ts";
import { type Random, secureRandom } from "../foundation/random.ts";
import { openKeyStore, type KeyStore } from "../pki/index.ts";
import { MemoryStore } from "../store/memory-store.ts";
import type { Store } from "../store/store.ts";
import { GasChallenges } from "./challenges.ts";
import { gasRoutes } from "./routes.ts";
import type { GasEvent, GasServices } from "./services.ts";
import { type Cis1SettingsInput, parseCis1Settings } from "./settings.ts";
import { Tickets, type TicketSession } from "./tickets/tickets.ts";

export interface FakeCis1Options extends CredentialServices, ListenOptions {
  /** The origin by which clients know it. Default: the listener's. */
  readonly publicUrl?: string | undefined;
  readonly settings?: Cis1SettingsInput | undefined;
  readonly keys?: Pick<KeyStore, "keyPair"> | undefined;
  readonly random?: Random | undefined;
  readonly logger?: Logger | undefined;
  /** Kept open until it is closed, and closed with it. Default: in memory. */
  readonly store?: Store | undefined;
  /** Is told what happens. */
  readonly onEvent?: ((event: GasEvent) => void) | undefined;
}

/** The legacy exchange of the Identity Agent. */
export interface FakeCis1 {
  readonly origin: string;
  /** The sessions whose tickets are valid now. */
  tickets(): Promise<readonly TicketSession[]>;
  /** The public key of challenges and role assertions, PEM. */
  readonly publicKey: string;
  /** Ends all tickets and challenges, unless a store was given, which its owner clears. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

/** Starts `gas` on the people, cards and checks of others. Rejects with PORT_TAKEN and CONFIGURATION_INVALID. */
export async function startFakeCis1(options: FakeCis1Options): Promise<FakeCis1> {
  const { publicUrl, random = secureRandom, logger = silentLogger, keys = openKeyStore(), clock } = options;
  const settings = parseCis1Settings(options.settings);
  const store = options.store ?? new MemoryStore();
  const key = await keys.keyPair("fake-cis1", "rsa-2048");
  const { trusted, registrationAuthority, directory, adoptedCards } = options;
  const services: GasServices = {
    ...{ trusted, registrationAuthority, directory, adoptedCards, clock },
    settings,
    key,
    logger,
    challenges: new GasChallenges({ store, clock, random, key, seconds: settings.challengeSeconds }),
    tickets: new Tickets({ store, clock, random, minutes: settings.ticketMinutes }),
    events: (event) => options.onEvent?.(event),
  };
  const { host, port, tls } = options;
  const listener = await listen({ host, port, tls });
  const origin = publicUrl ?? listener.origin;
  const app = new Koa();
  app.silent = true;
  app.on("error", (error: unknown) => {
    logger.error({ err: error }, "gas failed");
  });
  app.use(gasRoutes(origin, services).routes());
  const handle = app.callback();
  listener.serve((request, response) => void handle(request, response));
  return {
    origin,
    tickets: () => services.tickets.sessions(),
    publicKey: key.publicKey.export({ type: "spki", format: "pem" }).toString(),
    reset: async () => {
      if (options.store === undefined) await store.clear();
    },
    close: async () => {
      await listener.close();
      await store.close();
    },
  };
}
