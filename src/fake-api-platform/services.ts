import type { Clock } from "../foundation/clock.ts";
import type { Random } from "../foundation/random.ts";
import type { Store } from "../store/store.ts";
import type { Apps } from "./apps/apps.ts";
import type { AppKeys } from "./keys/app-keys.ts";
import type { IssuerKeys } from "./keys/issuer-keys.ts";
import type { PlatformSettings } from "./settings.ts";
import type { Tokens } from "./tokens/tokens.ts";

/** What the endpoints of the platform share. */
export interface PlatformServices {
  readonly settings: PlatformSettings;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly apps: Apps;
  readonly appKeys: AppKeys;
  readonly issuerKeys: IssuerKeys;
  readonly tokens: Tokens;
}
