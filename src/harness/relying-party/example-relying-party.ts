import type { RelyingPartyInput } from "../../fake-cis2/index.ts";

/** The relying party that is registered by default. Its secret protects nothing: it is printed. */
export const exampleRelyingParty = {
  clientId: "100000000001.apps.national",
  name: "Emulated Clinical System",
  clientSecret: "cis2-testkit-example-secret",
  redirectUris: ["http://localhost:3000/callback"] as [string],
} satisfies RelyingPartyInput;
