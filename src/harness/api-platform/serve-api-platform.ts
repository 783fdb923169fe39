import {
  type AppInput,
  appSchema,
  type FakeApiPlatform,
  listenForApiPlatform,
  type PlatformRequestSeen,
} from "../../fake-api-platform/index.ts";
import type { AppControl } from "../../control-api/index.ts";
import type { FakeCis2, RelyingPartyInput, TlsIdentity } from "../../fake-cis2/index.ts";
import type { Clock } from "../../foundation/clock.ts";
import type { Logger } from "../../foundation/logger.ts";
import { openStore } from "../../store/open-store.ts";
import { exampleRelyingParty } from "../relying-party/example-relying-party.ts";
import { readApps, readPlatformSettings } from "./api-platform-files.ts";

export interface ApiPlatformOptions {
  readonly port: number;
  /** The origin by which callers know it. Default: the listener's. */
  readonly publicUrl?: string | undefined;
  /** Files with apps, as JSON. */
  readonly appFiles?: readonly string[] | undefined;
  /** A file with its settings, as JSON. */
  readonly settingsFile?: string | undefined;
}

/** The app that is always registered. Its secret protects nothing: it is printed. It has no key. */
const exampleApp = {
  name: "Example app",
  key: "cis2-testkit-example-app",
  secret: "cis2-testkit-example-app-secret",
  callbackUrl: exampleRelyingParty.redirectUris[0],
} satisfies AppInput;

const client = { id: "100000000003.apps.national", secret: "cis2-testkit-api-platform-secret" };

/** A fake API platform that has its address, and waits for the CIS2 that has to know it. */
export interface ApiPlatformBesideCis2 {
  readonly origin: string;
  /** How CIS2 has to know it. */
  readonly registration: RelyingPartyInput;
  /** For a control API that is served before the platform. */
  readonly apps: AppControl;
  serve(cis2: FakeCis2, seen?: (request: PlatformRequestSeen) => void): Promise<FakeApiPlatform>;
  close(): Promise<void>;
}

/** Takes the platform's port. Rejects with PORT_TAKEN and DATA_FILE_INVALID. */
export async function apiPlatformBesideCis2(
  { port, publicUrl, appFiles = [], settingsFile }: ApiPlatformOptions,
  shared: { host: string; tls: TlsIdentity | undefined; store: string | undefined; clock: Clock; logger: Logger },
): Promise<ApiPlatformBesideCis2> {
  const apps = [exampleApp, ...appFiles.flatMap(readApps)];
  const settings = settingsFile === undefined ? undefined : readPlatformSettings(settingsFile);
  const { host, tls, store: address = "memory:", clock, logger } = shared;
  const listening = await listenForApiPlatform({ host, port, tls, publicUrl });
  const { origin } = listening;
  let platform: FakeApiPlatform | undefined;
  const registered = () => {
    if (platform === undefined) throw new Error("the API platform is not served yet");
    return platform.apps;
  };
  return {
    origin,
    apps: {
      schema: appSchema,
      list: async () => registered().list(),
      register: async (app) => registered().register(app),
      remove: async (key) => registered().remove(key),
    },
    close: () => listening.close(),
    registration: {
      clientId: client.id,
      clientSecret: client.secret,
      name: "NHS API platform",
      redirectUris: [`${origin}/oauth2/callback`],
      backchannelLogoutUri: `${origin}/oauth2/backchannel_logout`,
    },
    serve: async ({ networks }, seen) => {
      const identityProviders = [networks.internet, networks.hscn].map(({ issuer }) => ({ issuer, client }));
      const store = address === "memory:" ? undefined : await openStore(address);
      platform = await listening.serve({ identityProviders, apps, settings, clock, logger, store, seen });
      return platform;
    },
  };
}
