import type { ConfigurationInput } from "./configuration.ts";

/** Gives an editor the names and types of the settings in `cis2-testkit.config.ts`. Returns them as they are. */
export function defineConfig(settings: ConfigurationInput): ConfigurationInput {
  return settings;
}
