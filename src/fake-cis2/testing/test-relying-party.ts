import type { RelyingPartyInput } from "../relying-parties/relying-party.ts";

/** Nothing listens there: the tests read the address the browser would go to. */
export const redirectUri = "http://127.0.0.1:9/callback";

export const relyingParty = {
  clientId: "999999999999.apps.national",
  name: "Test Records",
  clientSecret: "a-secret-of-the-tests",
  redirectUris: [redirectUri],
} satisfies RelyingPartyInput;
