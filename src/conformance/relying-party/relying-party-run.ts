import { type EmbeddedCis2, ReplaceableIdentity, serverTls, startEmbeddedCis2 } from "../../harness/index.ts";
import {
  type Cis2Network,
  type FakeCis2,
  type NetworkName,
  type NetworkOptions,
  parseSettings,
  type RelyingPartyInput,
  type Settings,
} from "../../fake-cis2/index.ts";
import { caFileVariable, configureNetwork } from "../../client/index.ts";
import { TestkitError } from "../../foundation/errors/testkit-error.ts";
import { namePortSetting } from "../../foundation/name-port-setting.ts";
import { ApiPlatformOfRun } from "./api-platform/api-platform-of-run.ts";
import type { RelyingPartyTarget } from "./configuration.ts";
import type { Driver } from "./drivers/driver.ts";
import { openDriver } from "./drivers/open-driver.ts";
import { type ClockOfRun, KeyChanges } from "./key-changes.ts";
import { personasOfRun } from "./personas-of-run.ts";

/** What scenarios find out about client assertions and logout tokens, CIS2 does not refuse or try again. */
const settingsOfRuns = {
  clientAssertionReplay: "accepted",
  clientAssertionMaximumAhead: 0,
  logoutRetries: [],
} as const;

interface Started extends Pick<RelyingPartyRun, "target" | "embedded" | "driver" | "registration" | "settings"> {
  readonly certificate: ReplaceableIdentity | undefined;
  readonly apiPlatform: ApiPlatformOfRun | undefined;
  readonly undo: () => void;
}

interface SeenInRun {
  discovery: boolean;
  userinfo: boolean;
  /** Whether a sign-in with nothing wrong in it works. */
  signIn?: Promise<void>;
  /** Whether it refuses an ID token with a wrong signature. */
  verifiesSignatures?: Promise<boolean>;
  /** The parameters of its authorization request. */
  request?: Readonly<Record<string, unknown>> | undefined;
}

/** The fake CIS2 and the driver of one run against a relying party. */
export class RelyingPartyRun {
  readonly target: RelyingPartyTarget;
  readonly driver: Driver;
  readonly embedded: EmbeddedCis2;
  readonly registration: RelyingPartyInput;
  readonly settings: Settings;
  /** Its TLS certificate; undefined if it speaks none. */
  readonly certificate: ReplaceableIdentity | undefined;
  /** Undefined if the configuration names none. */
  readonly apiPlatform: ApiPlatformOfRun | undefined;
  readonly #undo: () => void;
  readonly keys: KeyChanges;
  /** Facts learnt once per run, whichever scenario learnt them. */
  readonly seen: SeenInRun = { discovery: false, userinfo: false };
  readonly clock: ClockOfRun = { advanced: 0, furthest: 0 };

  private constructor({ target, embedded, driver, registration, settings, certificate, apiPlatform, undo }: Started) {
    this.target = target;
    this.embedded = embedded;
    this.driver = driver;
    this.registration = registration;
    this.settings = settings;
    this.certificate = certificate;
    this.apiPlatform = apiPlatform;
    this.#undo = undo;
    this.keys = new KeyChanges(embedded.cis2, target.cis2.network, this.clock);
    this.cis2.journal.listen((entry) => {
      if (entry.type !== "request" || entry.network !== target.cis2.network) return;
      if (entry.endpoint === "discovery") this.seen.discovery = true;
      if (entry.endpoint === "userinfo") this.seen.userinfo = true;
    });
  }

  /**
   * Starts the fake CIS2 and waits for the relying party to answer at its start URL. Rejects with PORT_TAKEN,
   * CONFIGURATION_INVALID, DRIVER_MISSING and RELYING_PARTY_UNREACHABLE, and then leaves nothing open.
   */
  static async start(target: RelyingPartyTarget, environment = process.env): Promise<RelyingPartyRun> {
    const registration = registrationOf(target, environment);
    const { host, port, publicUrl, network, tls, personas } = target.cis2;
    const settings = parseSettings({ ...target.cis2.settings, ...settingsOfRuns });
    const identity = tls ? await serverTls(host, [publicUrl]) : undefined;
    const certificate = identity && new ReplaceableIdentity(identity.identity);
    const address = { host, port, publicUrl, tls: certificate };
    const other: NetworkName = network === "internet" ? "hscn" : "internet";
    const networks = { [network]: address, [other]: { port: 0 } } as Record<NetworkName, NetworkOptions>;
    const undo = identity ? await configureNetwork({ [caFileVariable]: identity.caFile }) : () => undefined;
    const open: (() => Promise<void>)[] = [];
    try {
      const started = await namePortSetting({ "relyingParty.cis2.port": port }, () =>
        startEmbeddedCis2({
          relyingParties: [registration],
          networks,
          settings,
          ...(personas === undefined ? {} : { personas: personasOfRun(personas) }),
        }),
      );
      open.push(() => started.close());
      const { origin } = started.cis2.networks[network];
      const apiPlatform = await apiPlatformBeside(started.cis2, target);
      if (apiPlatform) open.push(() => apiPlatform.close());
      const driver = await openDriver(target, { cis2: origin, signInMoves: signInMoves(started.cis2) });
      open.push(() => driver.close());
      // Listens from here on: the first thing the relying party is asked may make it read the discovery document.
      const run = new RelyingPartyRun({
        target,
        embedded: started,
        driver,
        registration,
        settings,
        certificate,
        apiPlatform,
        undo,
      });
      await answers(target);
      return run;
    } catch (error) {
      for (const close of open.reverse()) await close();
      undo();
      throw error;
    }
  }

  get cis2(): FakeCis2 {
    return this.embedded.cis2;
  }

  /** How its ID tokens are signed. */
  get signingAlgorithm(): string {
    return this.registration.idTokenSignedResponseAlg ?? this.settings.idTokenAlgorithm;
  }

  get network(): Cis2Network {
    return this.cis2.networks[this.target.cis2.network];
  }

  /** Forgets what a scenario left behind. */
  async tidy(): Promise<void> {
    const { faults, nextSignIns, journal, withoutCard } = this.cis2;
    await withoutCard.turn(this.settings.signInWithoutCard);
    await Promise.all([faults.clear(), nextSignIns.clear(), this.keys.putBack(), this.apiPlatform?.tidy()]);
    journal.clear();
  }

  async close(): Promise<void> {
    await this.driver.close();
    await this.apiPlatform?.close();
    await this.embedded.close();
    this.#undo();
  }
}

async function apiPlatformBeside(
  { networks, listeners }: FakeCis2,
  { apiPlatform, cis2 }: RelyingPartyTarget,
): Promise<ApiPlatformOfRun | undefined> {
  if (!apiPlatform) return undefined;
  const { issuer } = networks[cis2.network];
  // By the other network, so that nobody takes what it reads for a request of the relying party.
  const other = cis2.network === "internet" ? "hscn" : "internet";
  const jwksUri = `${networks[other].issuer.replace(networks[other].origin, listeners[other])}/connect/jwk_uri`;
  return ApiPlatformOfRun.start({ ...apiPlatform, host: cis2.host, issuer, jwksUri });
}

const timeoutMsByDriver = { http: 20_000, browser: 180_000, hand: -1 };
let current: RelyingPartyRun | undefined;

/** Makes the run available to the step definitions. One at a time. */
export function setRelyingPartyRun(run: RelyingPartyRun | undefined): void {
  current = run;
}

/** How long a step may take, milliseconds; -1 for as long as it takes, because a person does it. */
export function stepTimeoutMs(): number {
  const { driver = "http", readsKeysEverySeconds = 0 } = current?.target ?? {};
  const timeoutMs = timeoutMsByDriver[driver];
  return timeoutMs < 0 ? timeoutMs : timeoutMs + readsKeysEverySeconds * 1000;
}

/** The run of this process. Throws if none runs against a relying party. */
export function currentRelyingPartyRun(): RelyingPartyRun {
  if (current === undefined) throw new TypeError("no relying party is tested");
  return current;
}

function signInMoves({ journal }: FakeCis2): (signal: AbortSignal) => Promise<void> {
  return (signal) =>
    new Promise((resolve) => {
      const stop = journal.listen((entry) => {
        if (entry.type !== "sign-in") return;
        if (entry.refused !== undefined || entry.step === "finished" || entry.step === "role") resolve();
      });
      signal.addEventListener("abort", stop, { once: true });
    });
}

function registrationOf(target: RelyingPartyTarget, environment: NodeJS.ProcessEnv): RelyingPartyInput {
  const { clientId, redirectUris, postLogoutRedirectUris, backchannelLogoutUri, jwks, jwksUri } = target;
  const clientSecret = secretOf(target, environment);
  const byKey = clientSecret === undefined;
  return {
    clientId,
    name: "The relying party under test",
    redirectUris,
    postLogoutRedirectUris,
    tokenEndpointAuthMethod: target.tokenEndpointAuthMethod ?? (byKey ? "private_key_jwt" : "client_secret_post"),
    ...target.registration,
    ...(byKey ? {} : { clientSecret }),
    ...(jwks === undefined ? {} : { jwks }),
    ...(jwksUri === undefined ? {} : { jwksUri }),
    ...(backchannelLogoutUri === undefined ? {} : { backchannelLogoutUri }),
  };
}

/** Undefined if the relying party has keys instead. Throws CONFIGURATION_INVALID if the variable is not set. */
export function secretOf(
  { clientSecret, clientSecretEnvironment: variable }: RelyingPartyTarget,
  environment: NodeJS.ProcessEnv = process.env,
): string | undefined {
  if (variable === undefined) return clientSecret;
  const secret = environment[variable];
  if (secret) return secret;
  const setting = "relyingParty.clientSecretEnvironment";
  throw new TestkitError("CONFIGURATION_INVALID", { setting, reason: `the variable ${variable} is not set` });
}

const betweenTriesMs = 200;

/** Waits until something answers at the start URL, whatever it answers. Rejects with RELYING_PARTY_UNREACHABLE. */
async function answers({ startUrl, startSeconds, driver }: RelyingPartyTarget): Promise<void> {
  if (driver === "hand") return;
  const until = performance.now() + startSeconds * 1000;
  for (;;) {
    try {
      const answer = await fetch(startUrl, { redirect: "manual", signal: AbortSignal.timeout(10_000) });
      await answer.body?.cancel();
      return;
    } catch (cause) {
      if (performance.now() >= until) throw new TestkitError("RELYING_PARTY_UNREACHABLE", { url: startUrl }, { cause });
      await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
    }
  }
}
