import { caFileVariable, configureNetwork } from "../../client/index.ts";
import type { NetworkName } from "../../fake-cis2/index.ts";
import { openStore } from "../../store/open-store.ts";
import { storeClock } from "../../store/store-clock.ts";
import { AdjustableClock } from "../../foundation/adjustable-clock.ts";
import { systemClock } from "../../foundation/clock.ts";
import type { Logger } from "../../foundation/logger.ts";
import { demoReaders } from "../relying-party/demo-relying-party/demo-readers.ts";
import { DemoRelyingParty } from "../relying-party/demo-relying-party/demo-relying-party.ts";
import { PersonaDesktop } from "../desktop/desktop-control.ts";
import { PersonaReaders } from "../desktop/persona-readers.ts";
import { type EmbeddedCis2, startEmbeddedCis2 } from "../embedded-cis2.ts";
import { exampleRelyingParty } from "../relying-party/example-relying-party.ts";
import { readRelyingParties } from "../relying-party/relying-party-file.ts";
import { type DesktopOptions, defaultReaderNames, serveDesktop, type ServedDesktop } from "../desktop/serve-desktop.ts";
import type { Cis1Options, serveCis1 } from "../cis1/serve-cis1.ts";
import type { ApiPlatformOptions, apiPlatformBesideCis2 } from "../api-platform/serve-api-platform.ts";
import type { PanelPlace } from "../control-panel/serve-panel.ts";
import type { Ready } from "./ready.ts";
import { serverTls } from "./server-tls.ts";
import { readSettings } from "./settings-file.ts";

export interface ServeOptions {
  readonly host: string;
  readonly ports: Readonly<Record<NetworkName, number>>;
  readonly logger: Logger;
  /** Of the example relying party; replaces its default. */
  readonly redirectUris?: readonly string[] | undefined;
  /** Files with relying parties, as JSON. */
  readonly relyingPartyFiles?: readonly string[] | undefined;
  /** The origins of the networks, if a proxy or container gives them others than the listeners'. */
  readonly publicUrls?: Readonly<Partial<Record<NetworkName, string | undefined>>> | undefined;
  /** A file with settings of the fake CIS2, as JSON. */
  readonly settingsFile?: string | undefined;
  /** Whether people can sign in without a card: the setting signInWithoutCard, whatever the file says. Default: as it says. */
  readonly withoutCard?: boolean | undefined;
  /** `memory:`, `sqlite:<file>`, `redis://…`. */
  readonly store?: string | undefined;
  /** Speak TLS, with a certificate of the testkit's own authority for servers. */
  readonly tls?: boolean | undefined;
  readonly control?: { readonly host?: string; readonly port: number; readonly token?: string } | undefined;
  /** A desktop in this process. Default: none. */
  readonly desktop?: DesktopOptions | undefined;
  /** The fake API platform. Default: none. */
  readonly apiPlatform?: ApiPlatformOptions | undefined;
  /** The legacy exchange of the Identity Agent. Default: none. */
  readonly cis1?: Cis1Options | undefined;
  /** The control panel. Default: none. */
  readonly panel?: PanelPlace | undefined;
  /** The demonstration relying party. Default: none. */
  readonly demo?: { readonly port: number } | undefined;
}

export interface Serving {
  /** What somebody who sets a relying party up has to know, by name. */
  readonly ready: Ready;
  /** Where a person can try it at once. */
  readonly demo: string | undefined;
  readonly desktop: Pick<ServedDesktop, "portServicePort" | "atDocumentedPort"> | undefined;
  readonly close: () => Promise<void>;
}

/**
 * Starts the fake CIS2 with the example relying party, registers the cards of all personas, and puts a desktop and a
 * demonstration beside it. Rejects with PORT_TAKEN, CONFIGURATION_INVALID, DATA_FILE_INVALID, PERSONA_UNKNOWN and
 * CARD_PROFILE_UNKNOWN, and then leaves nothing open.
 */
export async function serveFakeCis2(options: ServeOptions): Promise<Serving> {
  const open: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const one of open.splice(0).reverse()) await one();
  };
  try {
    return { ...(await serve(options, open)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Loads the platform only if it is asked for. */
async function listenForPlatform(...parameters: Parameters<typeof apiPlatformBesideCis2>) {
  const { apiPlatformBesideCis2 } = await import("../api-platform/serve-api-platform.ts");
  return apiPlatformBesideCis2(...parameters);
}

/** Loads the legacy exchange only if it is asked for. */
async function serveGas(...parameters: Parameters<typeof serveCis1>) {
  const cis1 = await import("../cis1/serve-cis1.ts");
  return cis1.serveCis1(...parameters);
}

async function serve(options: ServeOptions, open: (() => Promise<void> | void)[]): Promise<Omit<Serving, "close">> {
  const { host, ports, logger, redirectUris, relyingPartyFiles = [], publicUrls = {}, control } = options;
  let machine = systemClock;
  const clock = new AdjustableClock({ now: () => machine.now() });
  const others = relyingPartyFiles.flatMap(readRelyingParties);
  const settings = { ...readSettings(options.settingsFile), ...(options.withoutCard && { signInWithoutCard: true }) };
  const tls = options.tls ? await serverTls(host, Object.values(publicUrls)) : undefined;
  const example = { ...exampleRelyingParty, redirectUris: [...(redirectUris ?? exampleRelyingParty.redirectUris)] };
  const demo = options.demo && (await DemoRelyingParty.listen({ host, port: options.demo.port }));
  if (demo) open.push(() => demo.close());
  const shared = { host, tls: tls?.identity, store: options.store, clock, logger };
  const apiPlatform = options.apiPlatform && (await listenForPlatform(options.apiPlatform, shared));
  if (apiPlatform) open.push(() => apiPlatform.close());
  const network = (name: NetworkName) => ({
    host,
    port: ports[name],
    tls: tls?.identity,
    publicUrl: publicUrls[name],
  });
  const desktopOptions = options.desktop;
  let desktop: ServedDesktop | undefined;
  const personaReaders = new PersonaReaders({
    readers: desktopOptions ? defaultReaderNames : [],
    issueCard: (persona, profile) => embedded.issueCard(persona, profile),
  });
  const desktopControl = new PersonaDesktop(personaReaders, () => embedded);
  const panel = options.panel && (await import("../control-panel/serve-panel.ts"));
  const changes = panel && new panel.PanelChanges();
  const watch = panel && new panel.SignInWatch();
  const store = await openStore(options.store);
  machine = storeClock(store);
  const beside = {
    readerControl: desktopOptions && desktopControl,
    apps: apiPlatform?.apps,
    timeline: watch?.timeline,
  };
  const embedded: EmbeddedCis2 = await startEmbeddedCis2({
    relyingParties: [example, ...[demo, apiPlatform].flatMap((one) => (one ? [one.registration] : [])), ...others],
    logger,
    clock,
    cardsMadeAt: clock.now(),
    networks: { internet: network("internet"), hscn: network("hscn") },
    store,
    settings,
    control: control && { ...control, ...beside, onChange: changes?.changed },
    watch,
    localServicePorts: desktopOptions && (() => (desktop ? [desktop.portServicePort] : [])),
    onReset: async () => {
      await desktop?.reset();
      await platform?.reset();
      await gas?.reset();
    },
  });
  open.push(() => embedded.close());
  await embedded.registerEveryCard();
  const { cis2 } = embedded;
  if (tls && (demo ?? apiPlatform)) open.push(await configureNetwork({ [caFileVariable]: tls.caFile }));
  const platform = await apiPlatform?.serve(cis2, watch?.seePlatform);
  if (platform) open.push(() => platform.close());
  const gas = options.cis1 && (await serveGas(options.cis1, embedded, shared));
  if (gas) open.push(() => gas.close());
  if (desktopOptions) {
    const served = await serveDesktop(desktopOptions, personaReaders, { cis2, clock, logger, watch: watch?.desktop });
    open.push(() => served.close());
    desktop = served;
  }
  if (demo) {
    const { issuer } = cis2.networks.internet;
    demo.serve({ issuer, readers: desktop && demoReaders(personaReaders, embedded), logger });
  }
  const served =
    options.panel &&
    changes &&
    (await panel.servePanel(options.panel, { embedded, beside, personaReaders, changes, logger }));
  if (served) open.push(() => served.close());
  const { internet, hscn } = cis2.networks;
  return {
    demo: demo?.origin,
    desktop,
    ready: {
      issuer: internet.issuer,
      hscnIssuer: hscn.issuer,
      discovery: `${internet.issuer}/.well-known/openid-configuration`,
      clientId: example.clientId,
      clientSecret: example.clientSecret,
      redirectUris: example.redirectUris,
      ...(publicUrls.internet === undefined ? {} : { listensAt: cis2.listeners.internet }),
      ...(publicUrls.hscn === undefined ? {} : { hscnListensAt: cis2.listeners.hscn }),
      ...(tls ? { caFile: tls.caFile } : {}),
      ...(embedded.controlOrigin === undefined ? {} : { controlApi: embedded.controlOrigin }),
      ...(desktop?.pcscEnvironment ? { pcscEnvironment: { ...desktop.pcscEnvironment } } : {}),
      ...(desktop ? { portService: `http://localhost:${desktop.portServicePort}/PRS/GetPortNumber` } : {}),
      ...(served ? { panel: served.origin } : {}),
      ...(demo ? { demo: demo.origin } : {}),
      ...(gas ? { gas: gas.origin } : {}),
      ...(platform ? { apiPlatform: platform.origin } : {}),
    },
  };
}
