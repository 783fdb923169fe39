import { readRelyingParties } from "../../src/harness/relying-party/relying-party-file.ts";
import { exampleRelyingParty } from "../../src/harness/index.ts";
import { toClientMetadata, parseRelyingParty } from "../../src/fake-cis2/relying-parties/relying-party.ts";
import { parseSettings } from "../../src/fake-cis2/settings/settings.ts";
import { dataFileTarget } from "../runner/data-file.ts";

const byKey = {
  clientId: "1.apps.supplier",
  name: "Test Records",
  redirectUris: ["https://localhost:1/callback"],
  tokenEndpointAuthMethod: "private_key_jwt",
  // The key of RFC 7517 appendix A.1.
  jwks: {
    keys: [
      {
        kty: "EC",
        crv: "P-256",
        x: "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        y: "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
      },
    ],
  },
  backchannelLogoutUri: "https://localhost:1/logout",
  networks: ["hscn"],
};

const settings = parseSettings();

/** Files with relying parties. */
export const target = dataFileTarget({
  name: "relying-parties",
  seeds: [exampleRelyingParty, [exampleRelyingParty, byKey], byKey],
  read: (file) => readRelyingParties(file).map((party) => toClientMetadata(parseRelyingParty(party), settings)),
});
