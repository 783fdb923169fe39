import Koa from "koa";
import { type Clock, systemClock } from "../foundation/clock.ts";
import { listen, type Listener, type ListenOptions } from "../foundation/listener.ts";
import { type Logger, silentLogger } from "../foundation/logger.ts";
import { type Random, secureRandom } from "../foundation/random.ts";
import { MemoryStore } from "../store/memory-store.ts";
import type { Store } from "../store/store.ts";
import type { AppInput } from "./apps/app.ts";
import { Apps } from "./apps/apps.ts";
import { answerRefusals } from "./errors/answer-refusals.ts";
import { invalidRequest } from "./errors/refusal.ts";
import { helloWorldRoutes } from "./hello-world/routes.ts";
import { AppKeys } from "./keys/app-keys.ts";
import type { IdentityProvider } from "./keys/identity-provider.ts";
import { IssuerKeys } from "./keys/issuer-keys.ts";
import { mockRoutes } from "./mock/mock-routes.ts";
import { realms } from "./mock/mock-realm.ts";
import { oauthRoutes } from "./oauth-routes.ts";
import { observeRequests, type PlatformRequestSeen } from "./request/observe-requests.ts";
import type { PlatformServices } from "./services.ts";
import { parsePlatformSettings, type PlatformSettingsInput } from "./settings.ts";
import { Tokens } from "./tokens/tokens.ts";

export interface FakeApiPlatformOptions {
  /** Whose ID tokens `/oauth2` exchanges. */
  readonly identityProviders: readonly IdentityProvider[];
  readonly apps?: readonly AppInput[] | undefined;
  readonly settings?: PlatformSettingsInput | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
  readonly logger?: Logger | undefined;
  /** Called for each request once it is answered. */
  readonly seen?: ((request: PlatformRequestSeen) => void) | undefined;
  /** Kept open until the platform is closed, and closed with it. Default: in memory. */
  readonly store?: Store | undefined;
}

export interface FakeApiPlatformListenOptions extends ListenOptions {
  /** The origin by which callers know it, behind a proxy or in a container. */
  publicUrl?: string | undefined;
}

/** A fake API platform whose address is taken, but which does not answer yet. */
export interface ListeningApiPlatform {
  /** The origin by which callers know it. */
  readonly origin: string;
  /** Answers from now on. Rejects with CONFIGURATION_INVALID; it then listens no longer, and the store is closed. */
  serve(options: FakeApiPlatformOptions): Promise<FakeApiPlatform>;
  /** Stops listening. */
  close(): Promise<void>;
}

export interface FakeApiPlatform {
  readonly origin: string;
  readonly apps: Apps;
  /** Ends the tokens of a CIS2 session, as a logout token does. Returns false if there are none. */
  endSession(sid: string): Promise<boolean>;
  /** Registers the apps of the options again, and forgets keys; also tokens, unless a store was given, which its owner clears. */
  reset(): Promise<void>;
  /** Stops listening, and closes the store. */
  close(): Promise<void>;
}

/** Takes the address, so that CIS2 can be told of it before it starts. Rejects with PORT_TAKEN. */
export async function listenForApiPlatform({
  publicUrl,
  ...address
}: FakeApiPlatformListenOptions): Promise<ListeningApiPlatform> {
  const listener = await listen(address);
  const origin = publicUrl ?? listener.origin;
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= listener.close());
  return {
    origin,
    close,
    serve: async (options) => {
      try {
        return await serveAt(listener, { origin, publicUrl, close }, options);
      } catch (error) {
        await Promise.all([close(), options.store?.close()]);
        throw error;
      }
    },
  };
}

interface Address {
  readonly origin: string;
  readonly publicUrl: string | undefined;
  /** Stops listening. */
  readonly close: () => Promise<void>;
}

async function serveAt(
  listener: Listener,
  { origin, publicUrl, close }: Address,
  options: FakeApiPlatformOptions,
): Promise<FakeApiPlatform> {
  const { logger = silentLogger, random = secureRandom, apps = [] } = options;
  const services = openServices(options);
  const seed = async () => {
    for (const app of apps) await services.apps.register(app);
  };
  await seed();
  await services.store.refillBy?.("API platform", seed);
  const app = new Koa({ proxy: false });
  app.silent = true;
  if (options.seen) app.use(observeRequests(options.seen));
  app.use(answerRefusals(random, logger));
  const mocks = realms.map((realm) => mockProvider(`${origin}/realms/${realm}`));
  const real = options.identityProviders;
  app.use(oauthRoutes({ prefix: "/oauth2", providers: real, publicUrl, origin }, services).routes());
  app.use(oauthRoutes({ prefix: "/oauth2-mock", providers: mocks, publicUrl, origin }, services).routes());
  app.use(helloWorldRoutes([...real, ...mocks], services).routes());
  app.use(mockRoutes(origin, services).routes());
  app.use(() => {
    throw invalidRequest("Not Found", 404);
  });
  const handle = app.callback();
  listener.serve((request, response) => void handle(request, response));
  return {
    origin,
    apps: services.apps,
    endSession: (sid) => services.tokens.endSession(sid),
    reset: async () => {
      if (options.store === undefined) await services.store.clear();
      services.appKeys.forget();
      services.issuerKeys.forget();
      await seed();
    },
    close: async () => {
      await close();
      await services.store.close();
    },
  };
}

/** The mock service knows the platform as its tests do. */
function mockProvider(issuer: string): IdentityProvider {
  return { issuer, client: { id: "test-client-cis2", secret: "not checked" } };
}

function openServices(options: FakeApiPlatformOptions): PlatformServices {
  const { clock = systemClock, random = secureRandom, store = new MemoryStore() } = options;
  const settings = parsePlatformSettings(options.settings);
  return {
    settings,
    clock,
    random,
    store,
    apps: new Apps(store),
    appKeys: new AppKeys(clock, settings.appKeysCacheSeconds),
    issuerKeys: new IssuerKeys(),
    tokens: new Tokens(store, clock, random),
  };
}
