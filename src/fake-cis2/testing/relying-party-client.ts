import * as client from "openid-client";
import { redirectUri, relyingParty } from "./harness.ts";

/** `openid-client` set up as the relying party of the tests, over plain HTTP on loopback, verifying signatures too. */
export function discover(
  issuer: string,
  party: { clientId: string; clientSecret: string } = relyingParty,
): Promise<client.Configuration> {
  return client.discovery(
    new URL(issuer),
    party.clientId,
    undefined,
    client.ClientSecretPost(party.clientSecret),
    // oxlint-disable-next-line typescript/no-deprecated -- marked so that it stands out; the tests have no TLS
    { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
  );
}

/** A sign-in as the relying party starts it: where the browser goes, and what has to come back. */
export function authorization(config: client.Configuration, parameters: Record<string, string> = {}) {
  const checks = { expectedState: client.randomState(), expectedNonce: client.randomNonce(), idTokenExpected: true };
  const { expectedState: state, expectedNonce: nonce } = checks;
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: "openid",
    state,
    nonce,
    ...parameters,
  });
  return { url: url.href, checks };
}
