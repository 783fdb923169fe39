import type { Fault } from "./fault.ts";
import { claims, hour, now, without } from "./id-token-fault.ts";

/** Faults of what an ID token says; its signature is right. */
export const claimFaults = {
  "wrong-issuer": claims("iss is another issuer", (all) => ({ ...all, iss: "https://issuer.invalid" })),
  "issuer-other-case": claims("iss is the issuer with its path in capital letters", (all) => ({
    ...all,
    iss: inCapitals(String(all.iss)),
  })),
  "issuer-trailing-slash": claims("iss is the issuer with an extra slash at the end", (all) => ({
    ...all,
    iss: `${all.iss ?? ""}/`,
  })),
  "issuer-longer": claims("iss is the issuer with extra characters at the end", (all) => ({
    ...all,
    iss: `${all.iss ?? ""}-invalid`,
  })),
  "issuer-inside": claims("iss is another issuer, and its address includes the right issuer", (all) => ({
    ...all,
    iss: `https://issuer.invalid/${all.iss ?? ""}`,
  })),
  "wrong-audience": claims("aud is another relying party", (all) => ({ ...all, aud: "000000000000.apps.national" })),
  "extra-audience": claims("aud names a second relying party as well, and azp is the second one", (all) => ({
    ...all,
    aud: [String(all.aud), "000000000000.apps.national"],
    azp: "000000000000.apps.national",
  })),
  "audience-longer": claims("aud is the client id with extra characters at the end", (all) => ({
    ...all,
    aud: `${String(all.aud)}-other`,
  })),
  "wrong-authorized-party": claims("azp is another relying party, but aud is right", (all) => ({
    ...all,
    azp: "000000000000.apps.national",
  })),
  "wrong-nonce": claims("nonce differs from the nonce in the request", (all) => ({ ...all, nonce: "another-nonce" })),
  "nonce-other-case": claims("nonce has its capital and small letters swapped", (all) => ({
    ...all,
    nonce: swappedCase(String(all["nonce"])),
  })),
  "missing-nonce": claims("nonce is left out", without("nonce")),
  "wrong-subject": claims("sub differs from the sub in userinfo", (all) => ({ ...all, sub: "555999999999" })),
  "missing-subject": claims("sub is left out", without("sub")),
  "wrong-acr": claims("acr is too low (AAL1_USERPASS), but the other levels are right", (all) => ({
    ...all,
    acr: "AAL1_USERPASS",
  })),
  "missing-authentication-assurance": claims(
    "acr, amr and authentication_assurance_level are left out",
    without("acr", "amr", "authentication_assurance_level"),
  ),
  "missing-acr": claims("acr is left out", without("acr")),
  "missing-sid": claims("sid is left out", without("sid")),
  "wrong-sid": claims("sid is not a string", (all) => ({ ...all, sid: 1 })),
  expired: claims("exp is an hour ago", (all) => ({ ...all, iat: now() - 2 * hour, exp: now() - hour })),
  "issued-in-the-future": claims("iat is an hour in the future", (all) => ({
    ...all,
    iat: now() + hour,
    exp: now() + 2 * hour,
  })),
  "not-yet-valid": claims("nbf is an hour in the future", (all) => ({ ...all, nbf: now() + hour })),
  "missing-expiry": claims("exp is left out", without("exp")),
  "missing-issued-at": claims("iat is left out", without("iat")),
  "missing-audience": claims("aud is left out", without("aud")),
  "missing-issuer": claims("iss is left out", without("iss")),
  "stale-authentication": claims("auth_time is a day ago", (all) => ({ ...all, auth_time: now() - 24 * hour })),
  "old-authentication": claims("auth_time is twenty minutes ago", (all) => ({ ...all, auth_time: now() - hour / 3 })),
  "missing-authentication-time": claims("auth_time is left out", without("auth_time")),
  "expiry-as-string": claims("exp is a string", (all) => ({ ...all, exp: String(all.exp) as unknown as number })),
  "authentication-time-as-string": claims("auth_time is a string", (all) => ({
    ...all,
    auth_time: String(all["auth_time"]),
  })),
  "assurance-type-flipped": claims(
    "assurance levels are strings instead of integers, or integers instead of strings",
    (all) => ({
      ...all,
      ...identityAssurance(all, flipped),
      authentication_assurance_level: flipped(all["authentication_assurance_level"]),
    }),
  ),
  "low-authentication-assurance": claims(
    "acr is AAL1_USERPASS, amr is USERPASS, and authentication_assurance_level is 1",
    (all) => ({
      ...all,
      acr: "AAL1_USERPASS",
      amr: ["USERPASS"],
      authentication_assurance_level: typeof all["authentication_assurance_level"] === "string" ? "1" : 1,
    }),
  ),
  "lower-authentication-assurance": claims(
    "acr is AAL2_TOTP, amr is TOTP, and authentication_assurance_level is 2, as with an authenticator app",
    (all) => ({
      ...all,
      acr: "AAL2_TOTP",
      amr: ["TOTP"],
      authentication_assurance_level: typeof all["authentication_assurance_level"] === "string" ? "2" : 2,
    }),
  ),
  "low-identity-assurance": claims("id_assurance_level is 1", (all) => ({
    ...all,
    ...identityAssurance(all, (level) => (typeof level === "string" ? "1" : 1)),
  })),
  "missing-identity-assurance": claims("id_assurance_level and idassurancelevel are left out", (all) =>
    without("idassurancelevel")(without("id_assurance_level")(all)),
  ),
  "unknown-selected-role": claims("selected_roleid is not a role of the user", (all) => ({
    ...all,
    selected_roleid: "999999999999",
  })),
  "empty-selected-role": claims("selected_roleid is empty", (all) => ({ ...all, selected_roleid: "" })),
  "missing-selected-role": claims("selected_roleid is left out", without("selected_roleid")),
  "wrong-access-token-hash": claims("at_hash is not the hash of the access token", (all) => ({
    ...all,
    at_hash: "A".repeat(22),
  })),
} satisfies Record<string, Fault>;

function flipped(level: unknown): unknown {
  return typeof level === "string" ? Number(level) : String(level);
}

function inCapitals(issuer: string): string {
  const { origin } = new URL(issuer);
  return `${origin}${issuer.slice(origin.length).toUpperCase()}`;
}

function swappedCase(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
}

/** The claim under each of its two names that the token has. */
function identityAssurance(all: Record<string, unknown>, change: (level: unknown) => unknown): Record<string, unknown> {
  const names = ["id_assurance_level", "idassurancelevel"].filter((name) => name in all);
  return Object.fromEntries(names.map((name) => [name, change(all[name])]));
}
