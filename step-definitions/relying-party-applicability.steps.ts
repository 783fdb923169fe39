import { Given } from "@cucumber/cucumber";
import type { RelyingPartyTarget } from "../src/conformance/index.ts";
import type { TestkitWorld } from "./support/world.ts";

/** What a scenario needs of the configuration, and why it makes no sense without it. */
const needs: Record<string, readonly [(target: RelyingPartyTarget) => boolean, string]> = {
  "uses roles": [({ usesRoles }) => usesRoles, "usesRoles is false"],
  "steps people up": [
    ({ stepUpUrl }) => stepUpUrl !== undefined,
    "the configuration does not say where people step up (stepUpUrl)",
  ],
  "shows the role": [
    ({ roleShown }) => roleShown !== undefined,
    "the configuration does not say where the page shows the role (roleShown)",
  ],
  "needs an assured identity": [
    ({ minimumIdentityAssurance }) => minimumIdentityAssurance > 1,
    "minimumIdentityAssurance is 1",
  ],
  "says in the configuration which authentication it asks for": [
    ({ acr }) => acr !== undefined,
    "the configuration names no acr",
  ],
  "takes logout tokens": [
    ({ backchannelLogoutUri }) => backchannelLogoutUri !== undefined,
    "the configuration names no backchannelLogoutUri",
  ],
  "can be signed out of": [
    ({ signOut }) => signOut !== undefined,
    "the configuration does not say how a person signs out (signOut)",
  ],
  "authenticates with a key": [
    ({ jwks, jwksUri }) => jwks !== undefined || jwksUri !== undefined,
    "it has a client secret, and no jwks or jwksUri",
  ],
  "authenticates with a secret": [
    ({ jwks, jwksUri }) => jwks === undefined && jwksUri === undefined,
    "it has keys, and no client secret",
  ],
  "lets a person change the role": [
    ({ changeRoleUrl }) => changeRoleUrl !== undefined,
    "the configuration does not say where a person changes the role (changeRoleUrl)",
  ],
  "publishes its keys": [({ jwksUri }) => jwksUri !== undefined, "the configuration names no jwksUri"],
  "connects to CIS2 by TLS": [({ cis2 }) => cis2.tls, "the fake CIS2 of this run speaks no TLS (cis2.tls)"],
  "connects by TLS to the fake CIS2 itself": [
    ({ cis2 }) => cis2.tls && cis2.publicUrl === undefined,
    "the fake CIS2 of this run speaks no TLS (cis2.tls), or a proxy does so for it (cis2.publicUrl)",
  ],
  "exchanges tokens at the API platform": [
    ({ apiPlatform }) => apiPlatform !== undefined,
    "the configuration has no apiPlatform, so the relying party exchanges no tokens",
  ],
  "is reached by TLS": [({ startUrl }) => startUrl.startsWith("https:"), "startUrl is plain HTTP"],
};

Given("this relying party lets CIS2 ask for a role", function (this: TestkitWorld) {
  const { target, seen } = this.underTest.run;
  const asked = String(seen.request?.["scope"]).split(" ");
  if (!target.scopes.includes("selectedrole"))
    this.remark("not applicable", "scopes in the configuration has no selectedrole");
  else if (!asked.includes("selectedrole"))
    this.remark(
      "not applicable",
      "it does not ask for the scope selectedrole, although the configuration lists it in scopes",
    );
  else return undefined;
  return "skipped";
});

Given(/^this relying party (?!lets CIS2 ask for a role$)(.+)$/, function (this: TestkitWorld, what: string) {
  const need = needs[what];
  if (need === undefined) throw new TypeError(`nobody knows whether this relying party ${what}`);
  const [holds, otherwise] = need;
  if (holds(this.underTest.run.target)) return undefined;
  this.remark("not applicable", otherwise);
  return "skipped";
});

Given("it asks for userinfo", function (this: TestkitWorld) {
  if (this.underTest.asksForUserinfo) return undefined;
  this.remark("not applicable", "it does not ask for userinfo");
  return "skipped";
});

/** A parameter of the correct sign-in's authorization request, and what is not applicable without it. */
const parameters: Record<string, readonly [(value: string) => boolean, string]> = {
  "a state": [(state) => state !== "", "it sends no state, as RP-STATE-02 says"],
  "a nonce": [(nonce) => nonce !== "", "it sends no nonce, as RP-NONCE-02 says"],
  "a max_age of at most fifteen minutes": [
    (age) => age !== "" && Number(age) <= 900,
    "it does not send a max_age of fifteen minutes or less",
  ],
};

Given(/^it sends (.+)$/, function (this: TestkitWorld, what: string) {
  const [holds, otherwise] = parameters[what] ?? [];
  const name = /state|nonce|max_age/.exec(what)?.[0] ?? "";
  if (!holds || otherwise === undefined) throw new TypeError(`nobody knows whether it sends ${what}`);
  const value = this.underTest.run.seen.request?.[name];
  if (holds(typeof value === "string" || typeof value === "number" ? String(value) : "")) return undefined;
  this.remark("not applicable", otherwise);
  return "skipped";
});

Given("its clock can be moved", function (this: TestkitWorld) {
  if (this.underTest.clock.canBeMoved) return undefined;
  this.remark("review", "A person has to check: without advanceClockUrl, the run cannot wait that long.");
  return "skipped";
});
