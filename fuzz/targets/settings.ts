import { readSettings } from "../../src/harness/serve/settings-file.ts";
import { parseSettings } from "../../src/fake-cis2/index.ts";
import { dataFileTarget } from "../runner/data-file.ts";

/** Files with settings of the fake CIS2. */
export const target = dataFileTarget({
  name: "settings",
  seeds: [parseSettings(), { mandatoryScope: "oidc" }, {}],
  dictionary: ["identity-agent", "AAL3_ANY", "explicit"],
  read: (file) => {
    parseSettings(readSettings(file));
  },
});
