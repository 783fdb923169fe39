import { readRelyingParties } from "../../src/harness/relying-party/relying-party-file.ts";
import { exampleRelyingParty } from "../../src/harness/index.ts";
import { toClientMetadata, parseRelyingParty } from "../../src/fake-cis2/relying-parties/relying-party.ts";
import { dataFileTarget } from "../runner/data-file.ts";

const byKey = {
  clientId: "1.apps.supplier",
  name: "Test Records",
  redirectUris: ["https://localhost:1/callback"],
  tokenEndpointAuthMethod: "private_key_jwt",
  jwks: { keys: [{ kty: "RSA", n: "AQAB", e: "AQAB" }] },
  backchannelLogoutUri: "https://localhost:1/logout",
  networks: ["hscn"],
};

/** Files with relying parties. */
export const target = dataFileTarget({
  name: "relying-parties",
  seeds: [exampleRelyingParty, [exampleRelyingParty, byKey], byKey],
  read: (file) => readRelyingParties(file).map((party) => toClientMetadata(parseRelyingParty(party))),
});
