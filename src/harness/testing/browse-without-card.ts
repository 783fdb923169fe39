import { UserAgent } from "../../foundation/testing/user-agent.ts";
import type { TestDesktop } from "../desktop/test-desktop.ts";
import { exampleRelyingParty } from "../relying-party/example-relying-party.ts";
import { type RelyingPartyResult, StrictRelyingParty } from "../relying-party/strict-relying-party.ts";

/** What the example relying party knows after a browser went to CIS2 and back, if nobody did anything. */
export async function browseWithoutCard(
  { issuer }: Pick<TestDesktop, "issuer">,
  acrValues = "AAL2_OR_AAL3_ANY",
): Promise<RelyingPartyResult> {
  const [redirectUri] = exampleRelyingParty.redirectUris;
  const relyingParty = await StrictRelyingParty.discover({
    issuer,
    clientId: exampleRelyingParty.clientId,
    redirectUri,
    authentication: { method: "client_secret_post", secret: exampleRelyingParty.clientSecret },
    scope: "openid profile nationalrbacaccess selectedrole",
    acrValues,
  });
  const { authorizationUrl, finish } = await relyingParty.begin();
  const agent = new UserAgent();
  let at = authorizationUrl.href;
  for (let hops = 0; hops < 10 && !at.startsWith(redirectUri); hops++) {
    const { status, headers, text } = await agent.get(at, "text/html");
    const location = headers.get("location");
    if (location === null) throw new Error(`${at} answered ${status}: ${text}`);
    at = new URL(location, at).href;
  }
  return finish(new URL(at));
}
