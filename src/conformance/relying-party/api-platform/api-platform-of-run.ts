import {
  type App,
  type FakeApiPlatform,
  listenForApiPlatform,
  type PlatformRequestSeen,
} from "../../../fake-api-platform/index.ts";
import { AdjustableClock } from "../../../foundation/adjustable-clock.ts";
import { namePortSetting } from "../../../foundation/name-port-setting.ts";

interface Options {
  readonly host: string;
  readonly port: number;
  readonly app: App;
  readonly issuer: string;
  /** Where CIS2's keys are, as this process reaches them. */
  readonly jwksUri: string;
}

const tokenPath = "/oauth2/token";
const apiPath = "/hello-world/";

/** The API platform beside the CIS2 of a run, and what it has seen of the relying party since the scenario began. */
export class ApiPlatformOfRun {
  readonly #platform: FakeApiPlatform;
  readonly #app: App;
  readonly #seen: PlatformRequestSeen[];
  readonly clock: AdjustableClock;

  private constructor(platform: FakeApiPlatform, app: App, seen: PlatformRequestSeen[], clock: AdjustableClock) {
    this.#platform = platform;
    this.#app = app;
    this.#seen = seen;
    this.clock = clock;
  }

  /** Rejects with PORT_TAKEN and CONFIGURATION_INVALID. */
  static async start({ host, port, app, issuer, jwksUri }: Options): Promise<ApiPlatformOfRun> {
    const setting = { "relyingParty.apiPlatform.port": port };
    const listening = await namePortSetting(setting, () => listenForApiPlatform({ host, port }));
    const [seen, clock] = [[] as PlatformRequestSeen[], new AdjustableClock()];
    const platform = await listening.serve({
      identityProviders: [{ issuer, jwksUri }],
      apps: [app],
      settings: { appKeysCacheSeconds: 0 },
      clock,
      seen: (request) => seen.push(request),
    });
    return new ApiPlatformOfRun(platform, app, seen, clock);
  }

  get origin(): string {
    return this.#platform.origin;
  }

  /** What it has answered so far, in its order. */
  get requests(): readonly PlatformRequestSeen[] {
    return [...this.#seen];
  }

  /** Calls of APIs. */
  get calls(): readonly PlatformRequestSeen[] {
    return this.#seen.filter(({ path }) => path.startsWith(apiPath));
  }

  get tokenRequests(): readonly PlatformRequestSeen[] {
    return this.#seen.filter(({ path }) => path === tokenPath);
  }

  /** One line for each request, for a report: no token is in it. */
  get formatted(): string {
    const lines = this.#seen.map(({ path, status, grantType, role, error }) => {
      const details = [grantType, role === undefined ? undefined : `role ${role}`].filter((one) => one !== undefined);
      return [path, ...details, `answered ${status}${error === undefined ? "" : `: ${error}`}`].join(" ");
    });
    return lines.join("\n");
  }

  /** Uses up the refresh token that the relying party has, as another process of it could. Returns false if it has none. */
  async useRefreshToken(): Promise<boolean> {
    const token = this.#seen.findLast(({ refreshToken }) => refreshToken !== undefined)?.refreshToken;
    const { key, secret } = this.#app;
    if (token === undefined || secret === undefined) return false;
    const response = await fetch(`${this.origin}${tokenPath}`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "refresh_token",
        refresh_token: token,
        client_id: key,
        client_secret: secret,
      }),
    });
    await response.body?.cancel();
    return response.ok;
  }

  /** Forgets what a scenario left behind. */
  async tidy(): Promise<void> {
    await this.#platform.reset();
    this.clock.reset();
    this.#seen.length = 0;
  }

  close(): Promise<void> {
    return this.#platform.close();
  }
}
