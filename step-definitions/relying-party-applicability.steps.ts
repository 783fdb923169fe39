import { Given } from "@cucumber/cucumber";
import type { RelyingPartyTarget } from "../src/conformance/index.ts";
import type { TestkitWorld } from "./support/world.ts";

/** What a module needs of the configuration, and why it makes no sense without it. */
const needs: Record<string, readonly [(target: RelyingPartyTarget) => boolean, string]> = {
  "uses roles": [({ usesRoles }) => usesRoles, "usesRoles is false"],
  "lets CIS2 ask for a role": [({ scopes }) => scopes.includes("selectedrole"), "its scopes have no selectedrole"],
  "shows the role": [({ roleShown }) => roleShown !== undefined, "the configuration does not say where (roleShown)"],
  "needs an assured identity": [
    ({ minimumIdentityAssurance }) => minimumIdentityAssurance > 1,
    "minimumIdentityAssurance is 1",
  ],
  "says which authentication it asks for": [({ acr }) => acr !== undefined, "the configuration names no acr"],
  "takes logout tokens": [
    ({ backchannelLogoutUri }) => backchannelLogoutUri !== undefined,
    "the configuration names no backchannelLogoutUri",
  ],
  "can be signed out of": [({ signOut }) => signOut !== undefined, "the configuration does not say how (signOut)"],
  "authenticates with a key": [
    ({ jwks, jwksUri }) => jwks !== undefined || jwksUri !== undefined,
    "it has a client secret, and no jwks or jwksUri",
  ],
  "publishes its keys": [({ jwksUri }) => jwksUri !== undefined, "the configuration names no jwksUri"],
  "talks TLS to CIS2": [({ cis2 }) => cis2.tls, "the fake CIS2 of this run speaks no TLS (cis2.tls)"],
  "is reached by TLS": [({ startUrl }) => startUrl.startsWith("https:"), "startUrl is plain HTTP"],
};

Given(/^this relying party (.+)$/, function (this: TestkitWorld, what: string) {
  const need = needs[what];
  if (need === undefined) throw new TypeError(`nobody knows whether this relying party ${what}`);
  const [holds, otherwise] = need;
  if (holds(this.underTest.run.target)) return undefined;
  this.remark("not applicable", otherwise);
  return "skipped";
});

Given("it asks for userinfo", function (this: TestkitWorld) {
  if (this.underTest.asksForUserinfo) return undefined;
  this.remark("not applicable", "it does not ask for userinfo, and so uses nothing of it");
  return "skipped";
});

Given("its clock can be moved", function (this: TestkitWorld) {
  if (this.underTest.clock.canBeMoved) return undefined;
  this.remark("review", "Somebody has to look: without advanceClockUrl the run cannot wait so long.");
  return "skipped";
});
