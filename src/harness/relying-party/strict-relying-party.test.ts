import assert from "node:assert/strict";
import { after, it } from "node:test";
import { isTestkitError } from "../../foundation/errors/testkit-error.ts";
import { startEmbeddedCis2 } from "../embedded-cis2.ts";
import { exampleRelyingParty } from "./example-relying-party.ts";
import { StrictRelyingParty } from "./strict-relying-party.ts";

const { cis2, close } = await startEmbeddedCis2({ relyingParties: [exampleRelyingParty] });
after(close);

async function begin() {
  const relyingParty = await StrictRelyingParty.discover({
    issuer: cis2.networks.internet.issuer,
    clientId: exampleRelyingParty.clientId,
    redirectUri: exampleRelyingParty.redirectUris[0],
    authentication: { method: "client_secret_post", secret: exampleRelyingParty.clientSecret },
    scope: "openid",
  });
  return relyingParty.begin();
}

function callback(parameters: Record<string, string>): URL {
  return new URL(`${exampleRelyingParty.redirectUris[0]}?${new URLSearchParams(parameters).toString()}`);
}

it("says what CIS2 refused", async () => {
  const { authorizationUrl, finish } = await begin();
  const state = authorizationUrl.searchParams.get("state") ?? "";
  const { issuer: iss } = cis2.networks.internet;
  await assert.rejects(
    finish(callback({ error: "access_denied", error_description: "cancelled", state, iss })),
    (error) => isTestkitError(error, "SIGN_IN_REFUSED") && error.message.includes("access_denied: cancelled"),
  );
});

it("does not take a callback with another state", async () => {
  const { finish } = await begin();
  const { issuer: iss } = cis2.networks.internet;
  await assert.rejects(finish(callback({ code: "a code", state: "another", iss })), { code: "OAUTH_INVALID_RESPONSE" });
});
