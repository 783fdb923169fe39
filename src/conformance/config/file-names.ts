/** What the configuration file may be called. */
export const configurationFileNames: readonly string[] = ["ts", "mts", "js", "mjs", "json"].map(
  (ending) => `cis2-testkit.config.${ending}`,
);
