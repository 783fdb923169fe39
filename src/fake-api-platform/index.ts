import "../foundation/needs-node.ts";
export { type App, type AppInput, appSchema, parseApp } from "./apps/app.ts";
export type { Apps } from "./apps/apps.ts";
export type { IdentityProvider } from "./keys/identity-provider.ts";
export type { PlatformRequestSeen } from "./request/observe-requests.ts";
export {
  parsePlatformSettings,
  type PlatformSettings,
  type PlatformSettingsInput,
  platformSettingsSchema,
} from "./settings.ts";
export {
  type FakeApiPlatform,
  type FakeApiPlatformListenOptions,
  type FakeApiPlatformOptions,
  type ListeningApiPlatform,
  listenForApiPlatform,
} from "./start.ts";
